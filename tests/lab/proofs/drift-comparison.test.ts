import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DriftTarget, FieldDrift } from '../../../src/drift/run.ts';
import { repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { caseOf, cases, objectOf, objectsOf, placedDefinitions } from '../../drift/placed.ts';
import { ArgocdDiff } from '../../support/argocd-diff.ts';
import { BareCluster } from '../../support/bare-cluster.ts';
import { distFiles, driftIn, install, perform } from '../../support/drift-cluster.ts';
import { type DriftFamily, recordVerdicts } from '../../support/drift-verdicts.ts';
import { kubectlDiff } from '../../support/kubectl-diff.ts';

type Indices = ReadonlySet<number>;

const application = 'lab-one-shop';
const objects = cases.map(objectOf);
const isReal = (index: number): boolean => (cases[index]?.drift.length ?? 0) > 0;
const realCount = cases.filter((_, index) => isReal(index)).length;
/** The cases that each program tells something of. */
const told = new Map<string, Indices>();
/** What Argo CD itself says, either way. */
const outOfSync: Indices[] = [];
let families: ReadonlyMap<number, DriftFamily>;
let cluster: BareCluster;
let argocd: ArgocdDiff;

beforeAll(async () => {
  cluster = await BareCluster.start('argocd');
  const { client } = cluster.plane;
  await install(client, placedDefinitions);
  argocd = await ArgocdDiff.start(cluster, application, {
    files: distFiles({ 'one/shop': cases.flatMap(objectsOf) }),
    path: 'dist/lab/one/shop',
  });
  await Promise.all(
    cases.map(async (perturbation, index) => {
      const object = objectOf(perturbation, index);
      for (const step of perturbation.steps) await perform(client, object, step);
    }),
  );
});

afterAll(async () => cluster?.dispose());

/** Keeps what a program tells: less than there is, and something that is no drift. */
function expectLess(program: string, indices: Indices): void {
  told.set(program, indices);
  const found = [...indices].filter(isReal);
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(realCount);
  expect(indices.size).toBeGreaterThan(found.length);
}

test('plumb drift tells all that is drift, and nothing else', async () => {
  const request = { kubeconfig: cluster.plane.kubeconfigOf('admin'), context: 'bare' };
  const { run } = await driftIn(repositoryFolder(cluster.session), request);
  const target = run.targets[0] as DriftTarget;
  expect(target).toMatchObject({ state: 'judged', unjudged: [] });
  families = new Map(target.objects.map((object) => [caseOf(object), familyOf(object.fields)]));
  const indices = target.objects.map(caseOf);
  told.set('plumb drift', new Set(indices));
  expect(indices.sort((a, b) => a - b)).toEqual([...cases.keys()].filter(isReal));
});

test.each([
  ['kubectl diff', []],
  ['kubectl diff --server-side', ['--server-side', '--force-conflicts']],
])('%s tells less', async (program, options) => {
  expectLess(program, await kubectlDiff(cluster, objects, ...options));
});

test.each([
  ['argocd app diff', false],
  ['argocd app diff --server-side-diff', true],
])('%s tells less', async (program, serverSide) => {
  await argocd.compare(objects, serverSide);
  outOfSync.push(await argocd.outOfSync());
  expectLess(program, await argocd.diff(serverSide));
});

test('what Argo CD calls OutOfSync, either way, is what its server-side diff tells', () => {
  const serverSide = told.get('argocd app diff --server-side-diff');
  expect(outOfSync).toEqual([serverSide, serverSide]);
});

test('each tells of each case, and this is recorded', () => {
  expect(told.size).toBe(5);
  recordVerdicts(
    cases.map(({ name, of }, index) => {
      const family = families.get(index);
      const verdicts = [...told].map(([program, indices]) => [program, indices.has(index)]);
      return { name, of, ...(family !== undefined && { family }), told: Object.fromEntries(verdicts) };
    }),
  );
});

function familyOf(fields: readonly FieldDrift[]): DriftFamily {
  if (fields.some(({ path }) => path === 'spec.replicas')) return 'somebody scales by hand';
  const kinds = fields.map(({ kind }) => kind);
  if (kinds.includes('changed')) return 'a value is changed';
  return kinds.includes('removed') ? 'a value is removed' : 'something is added';
}
