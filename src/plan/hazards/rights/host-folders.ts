import type { Pods } from '../../../kubernetes/pods.ts';
import type { Path } from '../../../manifest/path.ts';
import { fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';

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
    return typeof folder === 'string' ? [{ volume: textOf(value, 'name') ?? '', folder, path }] : [];
  });
}

/** Folders of the node that pods see. */
export function seenFolders(pods: Pods): Fact[] {
  return foldersOf(pods).map(({ folder, path }) => ({
    message: `its pods see the node's ${folder} (hostPath)`,
    path,
  }));
}

/** Folders of the node that containers may newly write to. Of those that were not seen before, it is enough to tell that. */
export function newlyWritten(before: Pods, after: Pods): Fact[] {
  const seen = new Set(foldersOf(before).map(({ folder }) => folder));
  const known = new Set(written(before).map(({ message }) => message));
  return written(after).filter(({ folder, message }) => seen.has(folder) && !known.has(message));
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
