import { expect, test } from 'vitest';
import { loadFleet } from '../../../src/fleet/load.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { isRecord } from '../../../src/manifest/object.ts';
import { createOfflineJudge } from '../../../src/policy/cases/offline.ts';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { runCases } from '../../../src/policy/cases/run.ts';
import { formatLocation } from '../../../src/report/content.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { checkout } from '../../support/checkout.ts';

const { suites, surroundings, findings } = readSuites(checkout);
const facts = loadFacts();

test('everything in policies/ can be read', () => {
  expect(findings).toEqual([]);
  expect(suites.length).toBeGreaterThanOrEqual(30);
});

test('the offline engine judges every case as it says', async () => {
  const judge = createOfflineJudge(suites, surroundings, facts, createValidator(facts));
  const different = await runCases(suites, judge);
  expect(
    different.map(({ message, location }) => `${location && formatLocation(location)} ${message}`),
  ).toEqual([]);
});

test.for(suites.map((suite) => [suite.policy, suite] as const))(
  '%s has cases of every sort, and tells what it serves',
  ([policy, { cases, manifests }]) => {
    const denied = cases.filter((each) => each.denied.length > 0);
    expect(denied.length, 'denied').toBeGreaterThan(0);
    expect(cases.length - denied.length, 'allowed').toBeGreaterThan(0);
    expect(cases.filter(({ request }) => request.operation === 'UPDATE').length, 'updates').toBeGreaterThan(
      0,
    );
    const [first] = manifests;
    expect(first?.object.metadata.name).toBe(policy);
    expect(first?.object.metadata.annotations?.['plumbline.dev/controls']).toMatch(
      /^[\w-]+\/[\w.-]+(, [\w-]+\/[\w.-]+)*$/,
    );
  },
);

/** The expressions that find the pods of a workload are the same wherever they occur. */
test('variables of one name read pods in one way', () => {
  const texts = new Map<string, Set<string>>();
  for (const { name, expression } of suites.flatMap(({ manifests }) => manifests.flatMap(variablesOf)))
    if (name === 'pod' || name === 'tier') texts.set(name, (texts.get(name) ?? new Set()).add(expression));
  expect([...texts.values()].map((different) => different.size)).toEqual([1, 1]);
});

test('jurisdictions are those of the catalogue of regions', () => {
  const { catalogue } = loadFleet(checkout);
  const said = suites
    .flatMap(({ manifests }) => manifests)
    .find(
      ({ object }) => object.kind === 'ConfigMap' && object.metadata.name === 'keep-data-in-jurisdiction',
    );
  expect(said?.object['data']).toEqual(
    Object.fromEntries(
      Object.entries(catalogue.data.regions).map(([region, { jurisdiction }]) => [region, jurisdiction]),
    ),
  );
});

interface Variable {
  readonly name: string;
  readonly expression: string;
}

function variablesOf({ object }: { readonly object: { readonly [field: string]: unknown } }): Variable[] {
  const { spec } = object;
  return isRecord(spec) && Array.isArray(spec['variables']) ? (spec['variables'] as Variable[]) : [];
}
