import type { KubernetesObject } from '../../src/manifest/object.ts';
import { noDrift } from './no-drift.cases.ts';
import { definition, definitions, inGit } from './objects.ts';
import type { Perturbation } from './perturbation.ts';
import { realDrift } from './real-drift.cases.ts';

/** What Argo CD has just applied, what is no drift, and what is: all of it side by side on one API server. */
export const cases: readonly Perturbation[] = [
  ...[...inGit.keys()].map((of) => ({ name: 'just applied', of, steps: [], drift: [] })),
  ...noDrift,
  ...realDrift,
];

/** What the API server must know for them. */
export const placedDefinitions: readonly KubernetesObject[] = [
  ...definitions,
  definition('keda.sh', 'v1alpha1', 'ScaledObject', 'scaledobjects'),
];

/** Each case has its objects in a namespace of its own; what has none, under a name of its own. */
export function objectOf({ of }: Perturbation, index: number): KubernetesObject {
  return placed(of, index);
}

/** With the scalers that tell whether a number of replicas may be theirs. */
export function objectsOf({ of }: Perturbation, index: number): KubernetesObject[] {
  const namespace = `shop-${index}`;
  const scaler = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'store', namespace },
    spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'store' } },
  };
  const autoscaler =
    of === 'HorizontalPodAutoscaler web' ? [] : [placed('HorizontalPodAutoscaler web', index)];
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    placed(of, index),
    ...autoscaler,
    scaler,
  ];
}

/** The index of the case that an object belongs to. */
export function caseOf({
  namespace = '',
  name,
}: {
  readonly namespace?: string;
  readonly name: string;
}): number {
  const [, index] = /^shop-(\d+)$/.exec(namespace) ?? /-(\d+)$/.exec(name) ?? [];
  if (index === undefined) throw new Error(`${namespace}/${name} is of no case`);
  return Number(index);
}

function placed(name: string, index: number): KubernetesObject {
  const object = inGit.get(name);
  if (object === undefined) throw new Error(`nothing in git is called ${name}`);
  const isWide = /^(?:ClusterRole|ValidatingWebhookConfiguration)$/.test(object.kind);
  const { metadata } = object;
  return isWide
    ? { ...object, metadata: { ...metadata, name: `${metadata.name}-${index}` } }
    : { ...object, metadata: { ...metadata, namespace: `shop-${index}` } };
}
