import { posix } from 'node:path';
import type { Pods } from '../../../kubernetes/pods.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isPrefixWithin } from '../path-prefix.ts';

/** Something of pods that a reviewer would want to know, the same before and after if nothing about it changes. */
export interface Fact {
  readonly message: string;
  readonly path: Path;
}

/** A folder of the node, as a volume. */
interface HostFolder {
  readonly volume: string;
  readonly folder: string;
  readonly path: Path;
}

function foldersOf({ spec, specPath }: Pods): HostFolder[] {
  return selectMaps(spec, 'volumes[]', specPath).flatMap(({ value, path }) => {
    const { path: folder } = fieldsOf(value, 'hostPath');
    if (typeof folder !== 'string') return [];
    return [{ volume: textOf(value, 'name') ?? '', folder: posix.resolve('/', folder), path }];
  });
}

/**
 * Folders of the node that pods newly see.
 *
 * @param before nothing where there were no pods
 */
export function newlySeen(before: Pods | undefined, after: Pods): Fact[] {
  const known = before === undefined ? [] : foldersOf(before);
  return foldersOf(after)
    .filter((each) => !isAmong(each, known))
    .map(({ folder, path }) => ({ message: `its pods see the node's ${folder} (hostPath)`, path }));
}

/** Folders of the node that pods may newly write to. Of those that were not seen before, it is enough to tell that. */
export function newlyWritten(before: Pods, after: Pods): Fact[] {
  const [seen, known] = [foldersOf(before), written(before)];
  return written(after).filter((each) => isAmong(each, seen) && !isAmong(each, known));
}

/** Whether a folder is one of others, or in one of them. */
function isAmong(
  { folder }: { readonly folder: string },
  others: readonly { readonly folder: string }[],
): boolean {
  return others.some((other) => isPrefixWithin(folder, other.folder));
}

function written(pods: Pods): (Fact & { readonly folder: string })[] {
  const folders = new Map(foldersOf(pods).map(({ volume, folder }) => [volume, folder]));
  return pods.containers.flatMap(({ value, path }) =>
    selectMaps(value, 'volumeMounts[]', path).flatMap((mount) => {
      const folder = folders.get(textOf(mount.value, 'name') ?? '');
      if (folder === undefined || mount.value['readOnly'] === true) return [];
      const message = `its container ${shown(value['name'])} may write to the node's ${folder} (hostPath)`;
      return [{ folder, message, path: mount.path }];
    }),
  );
}
