import type { KubernetesObject } from '../../manifest/object.ts';
import { type LoadedManifest, type ReadManifests, readManifests } from '../../manifest/read.ts';
import { decodeText } from '../../manifest/text.ts';
import { readParams } from '../../plan/params.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';

/** What is compared. Files that are the same on both sides are not read. */
export interface Sides {
  readonly before: readonly LoadedManifest[];
  readonly after: readonly LoadedManifest[];
  /** CustomResourceDefinitions in files that are the same on both sides. */
  readonly definitions: () => readonly KubernetesObject[];
  /** About what cannot be read. */
  readonly findings: readonly Finding[];
}

/** A file of one side; relative paths tell which of the other it is. */
export interface SideFile {
  /** What messages call it. */
  readonly file: string;
  readonly content: Buffer;
}

export const manifestName: RegExp = /\.(?:ya?ml|json)$/i;

/** The files that say what is in a cluster: manifests, and what Applications are made from. */
export function isCompared(path: string): boolean {
  return manifestName.test(path) || path.endsWith('/argocd.params');
}

/** @param revision which side it is, for messages; empty if the file's name tells */
export function readSide(files: readonly SideFile[], revision: string): ReadManifests {
  const read = files.map(readFile);
  const told = (finding: Finding): Finding =>
    revision === '' ? finding : { ...finding, message: `at ${revision}: ${finding.message}` };
  return {
    manifests: read.flatMap(({ manifests }) => manifests),
    findings: read.flatMap(({ findings }) => findings.map(told)),
  };
}

function readFile({ file, content }: SideFile): ReadManifests {
  try {
    const text = decodeText(content, file);
    return file.endsWith('argocd.params') ? readParams(text, file) : readManifests(text, file);
  } catch (error) {
    if (error instanceof InputError) return { manifests: [], findings: error.findings };
    throw error;
  }
}

/** The CustomResourceDefinitions in files; what else is wrong with these is not asked here. */
export function definitionsIn(files: readonly SideFile[]): KubernetesObject[] {
  const { manifests } = readSide(
    files.filter(({ content }) => content.includes('CustomResourceDefinition')),
    '',
  );
  return manifests.map(({ object }) => object).filter(({ kind }) => kind === 'CustomResourceDefinition');
}
