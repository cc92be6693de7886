import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../manifest/object.ts';
import { type LoadedManifest, type ReadManifests, readManifests } from '../../manifest/read.ts';
import { readText } from '../../manifest/text.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding, Location } from '../../report/finding.ts';
import { suggest } from '../../report/suggest.ts';

/** The folder of all policies and fleet rules. */
export const folder = 'policies';
/** Objects that cases start from, beside them or shared by all. */
export const objectsFile = 'objects.yaml';

/** The objects of a file; none where there is no such file. */
export function readObjects(root: string, file: string, findings: Finding[]): KubernetesObject[] {
  return readIfThere(root, file, findings).map(({ object }) => object);
}

function readIfThere(root: string, file: string, findings: Finding[]): readonly LoadedManifest[] {
  if (!existsSync(join(root, file))) return [];
  const read = readFile(root, file);
  findings.push(...read.findings);
  return read.manifests;
}

/** A file of manifests; what cannot be read is a finding. */
export function readFile(root: string, file: string): ReadManifests {
  try {
    return readManifests(readText(join(root, file), file), file);
  } catch (error) {
    if (error instanceof InputError) return { manifests: [], findings: error.findings };
    throw error;
  }
}

/** How cases name an object: `Deployment/web`. */
export function referenceOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.name ?? ''}`;
}

export function unknownObject(reference: string, known: readonly string[], location: Location): Finding {
  return {
    severity: 'unjudged',
    rule: 'unknown-object',
    message: `there is no object ${reference}`,
    location,
    allowed: `an object of objects.yaml beside this file, or of ${folder}/${objectsFile}`,
    next: suggest(reference, known, 'add it there'),
  };
}

export function deadPath(message: string, location: Location): Finding {
  return {
    severity: 'unjudged',
    rule: 'dead-path',
    message,
    location,
    next: 'correct the path: a change must change something',
  };
}
