import type { ManifestFile } from '../../manifest/files.ts';
import { type LoadedManifest, type ReadManifests, readManifests } from '../../manifest/read.ts';
import { readManifestFile } from '../../manifest/read-paths.ts';
import type { PlainFile } from './message.ts';

/** A file as it can be sent. */
export async function readPlain(source: ManifestFile): Promise<PlainFile> {
  const { text, manifests, findings } = await readManifestFile(source);
  const [first, ...others] = manifests;
  return {
    text,
    objects: manifests.map(({ object }) => object),
    start: others.length === 0 ? first?.locate([]) : undefined,
    findings,
  };
}

/** What another thread has read, as if it had been read here. It is read again if a position inside is asked for. */
export function received({ text, objects, start, findings }: PlainFile, file: string): ReadManifests {
  let again: readonly LoadedManifest[] | undefined;
  const manifests = objects.map(
    (object, index): LoadedManifest => ({
      object,
      file,
      locate: (path, end) => {
        if (path.length === 0 && start !== undefined) return start;
        again ??= readManifests(text, file).manifests;
        return again[index]?.locate(path, end) ?? { file };
      },
    }),
  );
  return { manifests, findings };
}
