import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { readManifests } from '../../../src/manifest/read.ts';
import { checkPolicies } from '../../../src/policy/check.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { checkout } from '../../support/checkout.ts';

/** A pod that Kubernetes tests its Pod Security Standards with; recorded by scripts/pod-security.ts. */
interface Fixture {
  /** `<level>/<version>/<pass|fail>/<name>` */
  readonly name: string;
  /** The checks of "restricted" that forbid it. */
  readonly forbidden: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

const facts = loadFacts();
const fixtures = JSON.parse(
  readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8'),
) as readonly Fixture[];

/** The policy, for pods of every namespace. */
function policies() {
  const file = join(checkout, 'policies/restrict-pod-security/policy.yaml');
  const { manifests } = readManifests(readFileSync(file, 'utf8'), 'policy.yaml');
  return manifests.map((manifest) => {
    const { object } = manifest;
    if (object.kind !== 'ValidatingAdmissionPolicyBinding') return manifest;
    const { matchResources: _, ...spec } = object['spec'] as Record<string, unknown>;
    return { ...manifest, object: { ...object, spec } };
  });
}

type Placed = (fixture: Fixture) => KubernetesObject;

const alone: Placed = ({ annotations, spec }) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'pod', ...(annotations && { annotations }) },
  spec,
});

const inTemplate: Placed = ({ annotations, spec }) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'deployment' },
  spec: {
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' }, ...(annotations && { annotations }) }, spec },
  },
});

function verdictsOf(place: Placed): ReadonlyMap<string, string> {
  const requests = fixtures.map((fixture) => ({
    operation: 'CREATE' as const,
    manifest: { object: place(fixture), file: fixture.name, locate: () => ({ file: fixture.name }) },
  }));
  const clusters = [{ requests, present: [] }];
  const report = checkPolicies({ policies: policies(), clusters, facts, validator: createValidator(facts) });
  expect(report.findings).toEqual([]);
  return new Map(report.results.map(({ manifest, verdict }) => [manifest.file, verdict]));
}

/** Where our policy is stricter; docs/reference/policy-engine.md says why. */
const stricter: Readonly<Record<string, string>> = {
  'restricted/v1.34/pass/base_windows': 'denied',
};

describe.each([
  ['alone', alone],
  ['in the template of a Deployment', inTemplate],
])('pods of Kubernetes own tests, %s', (_, place) => {
  test('are judged as Kubernetes judges them, or more strictly where that is meant', () => {
    const verdicts = verdictsOf(place);
    const different = fixtures
      .map(({ name, forbidden }) => ({
        name,
        ours: verdicts.get(name) ?? 'not judged',
        theirs: forbidden.length === 0 ? 'allowed' : 'denied',
      }))
      .filter(({ ours, theirs }) => ours !== theirs);
    expect(fixtures.length).toBeGreaterThan(300);
    expect(Object.fromEntries(different.map(({ name, ours }) => [name, ours]))).toEqual(stricter);
  });
});
