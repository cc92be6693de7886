import type { LoadedManifest } from '../../manifest/read.ts';

/**
 * Names of objects that a file has on one side only. Another file, which does not change, may have such an object too, and
 * then it neither comes nor goes.
 */
export function displacedNames(
  before: readonly LoadedManifest[],
  after: readonly LoadedManifest[],
): ReadonlySet<string> {
  const names = (manifests: readonly LoadedManifest[]): Map<string, string> =>
    new Map(
      manifests.map(({ object: { kind, metadata }, path = '' }) => {
        const name = metadata.name ?? '';
        return [`${path} ${kind} ${name}`, name];
      }),
    );
  const [old, now] = [names(before), names(after)];
  const displaced = new Set(old.keys()).symmetricDifference(new Set(now.keys()));
  return new Set([...displaced].flatMap((key) => (old.get(key) ?? now.get(key)) || []));
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
