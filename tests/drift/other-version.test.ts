import { expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

type Entry = readonly [manager: string, version: string, ...fields: string[]];

/** `CAUSE WHERE (MANAGER…)` of each field of a scaler whose managers own fields of `spec` as they wrote them. */
function told(apiVersion: string, git: object, live: object, ...entries: readonly Entry[]): string[] {
  const scaler = (spec: object, managedFields?: readonly object[]): KubernetesObject => ({
    apiVersion,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop', ...(managedFields && { managedFields }) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 3,
      ...spec,
    },
  });
  const managedFields = entries.map(([manager, version, ...fields]) => ({
    manager,
    operation: manager === 'argocd-controller' ? 'Apply' : 'Update',
    apiVersion: `autoscaling/${version}`,
    fieldsV1: { 'f:spec': Object.fromEntries(fields.map((name) => [`f:${name}`, {}])) },
  }));
  const { verdicts } = driftOf([{ object: scaler(git) }], [scaler(live, managedFields)], loadFacts());
  return verdicts.flatMap((verdict) =>
    'fields' in verdict
      ? verdict.fields.map(
          ({ cause, change, owners }) =>
            `${cause} ${change.where} (${owners.map(({ manager }) => manager).join()})`,
        )
      : [],
  );
}

const resource = (name: string, averageUtilization: number): object => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});
const metrics = (cpu: number) => ({ metrics: [resource('memory', 50), resource('cpu', cpu)] });
const share = (cpu: number) => ({ targetCPUUtilizationPercentage: cpu });

test('who set the share of CPU in v1 is known of an object in v2', () => {
  const argocd: Entry = ['argocd-controller', 'v2', 'maxReplicas'];
  const where = 'spec.metrics[1].resource.target.averageUtilization';
  const byEdit: Entry = ['kubectl-edit', 'v1', 'targetCPUUtilizationPercentage'];
  expect(told('autoscaling/v2', metrics(50), metrics(90), argocd, byEdit)).toEqual([
    `person ${where} (kubectl-edit)`,
  ]);
  const byProgram: Entry = ['operator', 'v1', 'targetCPUUtilizationPercentage'];
  expect(told('autoscaling/v2', metrics(50), metrics(90), argocd, byProgram)).toEqual([
    `unknown ${where} (operator)`,
  ]);
});

test('who set metrics in v2 is known of an object in v1', () => {
  const argocd: Entry = ['argocd-controller', 'v1', 'maxReplicas'];
  expect(told('autoscaling/v1', share(50), share(90), argocd, ['kubectl-edit', 'v2', 'metrics'])).toEqual([
    'person spec.targetCPUUtilizationPercentage (kubectl-edit)',
  ]);
});

test('who set something else is not', () => {
  const byEdit: Entry = ['kubectl-edit', 'v1', 'maxReplicas'];
  expect(
    told('autoscaling/v2', metrics(50), metrics(90), ['argocd-controller', 'v2', 'metrics'], byEdit),
  ).toEqual(['argo-cd spec.metrics[1].resource.target.averageUtilization (argocd-controller)']);
});

test('nothing is told of what a person set in v1 as git says', () => {
  const byEdit: Entry = ['kubectl-edit', 'v1', 'targetCPUUtilizationPercentage'];
  expect(told('autoscaling/v2', metrics(50), metrics(50), byEdit)).toEqual([]);
});
