import { paramsFileName } from '../fleet/params-file.ts';
import { isRecord } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { parseSource } from '../manifest/source.ts';
import type { Finding } from '../report/finding.ts';

/** What an app's Application is made from, beside its manifests: no object, but compared like one. */
export const paramsKind = paramsFileName;

/** Reads an `argocd.params` file as an object of the kind `argocd.params` with the app's name. */
export function readParams(
  text: string,
  file: string,
): { manifests: LoadedManifest[]; findings: readonly Finding[] } {
  const { value, findings, locate } = parseSource(text, file);
  if (!isRecord(value)) return { manifests: [], findings };
  const name = file.split('/').at(-2) ?? '';
  const object = { apiVersion: 'v1', kind: paramsKind, metadata: { name }, ...value };
  return { manifests: [{ object, file, locate }], findings };
}
