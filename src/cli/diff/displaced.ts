import { formatIdentity, identityOf } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';

/**
 * Objects that a file has on one side only, by `formatIdentity`: their names. Another file, which does not change, may have
 * such an object too, and then it neither comes nor goes.
 */
export function displacedNames(
  before: readonly LoadedManifest[],
  after: readonly LoadedManifest[],
): ReadonlyMap<string, string> {
  const placed = (manifests: readonly LoadedManifest[]): Map<string, LoadedManifest> =>
    new Map(manifests.map((manifest) => [`${manifest.path ?? ''} ${identityText(manifest)}`, manifest]));
  const [old, now] = [placed(before), placed(after)];
  const displaced = new Set(old.keys()).symmetricDifference(new Set(now.keys()));
  return new Map(
    [...displaced].flatMap((key) => {
      const manifest = old.get(key) ?? now.get(key);
      return manifest === undefined ? [] : [[identityText(manifest), manifest.object.metadata.name ?? '']];
    }),
  );
}

export function identityText({ object }: LoadedManifest): string {
  return formatIdentity(identityOf(object));
}

/** Whether one of the names may stand in a file: most need not be read. */
export function mentions(content: Buffer, names: ReadonlySet<string>): boolean {
  return (
    content
      .toString('utf8')
      .match(/[\w.:-]+/g)
      ?.some((word) => names.has(word)) === true
  );
}
