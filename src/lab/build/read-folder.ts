import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { KubernetesObject } from '../../manifest/object.ts';

/** All objects of a folder's YAML files. */
export function readFolder(folder: string): KubernetesObject[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as (KubernetesObject | null)[])
    .filter((object) => object !== null);
}
