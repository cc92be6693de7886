import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';

test('a default that follows from an image stays as it was when the object was created', () => {
  const read = (image: string): readonly LoadedManifest[] => {
    const pod = `containers: [{name: a, image: "${image}"}]`;
    const text = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {${pod}}}}}`;
    return readManifests(text, 'm.yaml').manifests;
  };
  const [entry] = planOf(read('x'), read('x:1'), loadFacts()).entries;
  expect(entry?.changes.map(({ where }) => where)).toEqual(['spec.template.spec.containers[name=a].image']);
});
