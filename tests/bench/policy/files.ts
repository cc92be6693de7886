import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { benchObjects } from './objects.ts';
import { benchPolicies } from './policies.ts';

/** Paths of manifests, as `plumb policy check` and others take them. */
export interface PolicyFiles {
  readonly policies: string;
  /** A folder with one file for each object. */
  readonly objects: string;
}

export function writePolicyFiles(folder: string, objectCount: number): PolicyFiles {
  const policies = join(folder, 'policies.yaml');
  const objects = join(folder, `objects-${objectCount}`);
  const text = (value: object): string => dump(value, { noRefs: true });
  writeFileSync(policies, benchPolicies.map(text).join('---\n'));
  mkdirSync(objects);
  for (const [index, object] of benchObjects(objectCount).entries())
    writeFileSync(join(objects, `${String(index).padStart(5, '0')}.yaml`), text(object));
  return { policies, objects };
}
