import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { readManifests } from '../../src/manifest/read.ts';

const dist = join(import.meta.dirname, '../../dist');

/** Rendered objects of every kind there is, with one app's variants: what comparisons meet in earnest. */
export const samples: readonly KubernetesObject[] = globSync('production/{hub,us-west-2}/*/*.yaml', {
  cwd: dist,
})
  .sort()
  .flatMap((path) => readManifests(readFileSync(join(dist, path), 'utf8'), path).manifests)
  .map(({ object }) => object)
  .filter(({ kind }) => kind !== 'CustomResourceDefinition');
