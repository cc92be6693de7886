import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import fingerprints from './defaults/generated.json' with { type: 'json' };
import { generatedWorkloads } from './defaults/generated.ts';
import recorded from './defaults/recorded.json' with { type: 'json' };
import { compared, fingerprint, givenObjects } from './defaults.ts';

test.each(
  givenObjects.map((object, index) => [`${object.kind} ${object.metadata.name}`, object, index] as const),
)('%s is read as the API server read it', (_, object, index) => {
  const { ours, theirs } = compared(object, recorded[index] as unknown as KubernetesObject);
  expect(ours).toEqual(theirs);
});

test('so are generated workloads, of whose answers the fingerprints are on record', () => {
  expect(generatedWorkloads.map((workload) => fingerprint(compared(workload, workload).ours))).toEqual(
    fingerprints,
  );
});
