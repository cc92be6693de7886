import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { type JudgedFields, judgeFields } from '../../src/drift/judge.ts';
import { Scalers } from '../../src/drift/scalers.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { noDrift } from './no-drift.cases.ts';
import { definitions, inGit } from './objects.ts';
import { container, type Perturbation } from './perturbation.ts';
import { realDrift } from './real-drift.cases.ts';
import recordings from './recorded.json' with { type: 'json' };

/** What a real API server kept after each perturbation, and what it predicted of applying git again: `record.ts`. */
const recorded = recordings as unknown as Readonly<
  Record<string, { readonly live: KubernetesObject; readonly predicted: KubernetesObject }>
>;
const comparer = new ObjectComparer(loadFacts().extendedWith(definitions));
const scaledObject = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'store', namespace: 'shop' },
  spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'store' } },
};
const scalers = new Scalers([...inGit.values(), scaledObject]);

function judge(of: string, live: KubernetesObject, predicted?: KubernetesObject): JudgedFields {
  return judgeFields(comparer, objectInGit(of), live, scalers.of(live), predicted);
}

function objectInGit(name: string): KubernetesObject {
  const object = inGit.get(name);
  if (object === undefined) throw new Error(`nothing in git is called ${name}`);
  return object;
}

function recordOf(name: string): { readonly live: KubernetesObject; readonly predicted: KubernetesObject } {
  const found = recorded[name];
  if (found === undefined) throw new Error(`${name} is not recorded: node tests/drift/record.ts`);
  return found;
}

/** `CAUSE FIELD` for each that drifted, from a dump alone and with a prediction. */
function driftOf({ name, of }: Pick<Perturbation, 'name' | 'of'>): Record<'dumped' | 'predicted', string[]> {
  const { live, predicted } = recordOf(name);
  const told = (prediction?: KubernetesObject): string[] => {
    const { fields, unowned } = judge(of, live, prediction);
    expect(unowned).toEqual([]);
    return fields.map(({ cause, change }) => `${cause} ${change.where}`);
  };
  return { dumped: told(), predicted: told(predicted) };
}

describe('is no drift', () => {
  test.each([...inGit.keys()])('%s, just applied', (of) => {
    expect(driftOf({ name: `applied: ${of}`, of })).toEqual({ dumped: [], predicted: [] });
  });

  test.each(noDrift)('$name ($of)', (perturbation) => {
    expect(driftOf(perturbation)).toEqual({ dumped: [], predicted: [] });
  });
});

describe('is drift', () => {
  test.each(realDrift)('$name ($of)', ({ drift, predicted = drift, ...perturbation }) => {
    expect(driftOf(perturbation)).toEqual({ dumped: drift, predicted });
  });

  test('each is told with its owner', () => {
    const { live } = recordOf('a person scales after an HPA did');
    const { fields } = judge('StatefulSet store', live);
    expect(fields).toMatchObject([
      {
        change: { where: 'spec.replicas', after: 7 },
        owners: [{ manager: 'kubectl', operation: 'Update', subresource: 'scale' }],
      },
    ]);
  });

  test('no value of a Secret is in it', () => {
    for (const name of ['a Secret is changed', 'a Secret gets a key']) {
      const { live, predicted } = recordOf(name);
      const judged = JSON.stringify([judge('Secret keys', live), judge('Secret keys', live, predicted)]);
      for (const value of ['first-secret-value', 'second-secret-value', 'third-secret-value']) {
        expect(judged).not.toContain(value);
        expect(judged).not.toContain(Buffer.from(value).toString('base64'));
      }
    }
  });
});

describe('what is settled without asking the API server', () => {
  const all: readonly Pick<Perturbation, 'name' | 'of'>[] = [
    ...[...inGit.keys()].map((of) => ({ name: `applied: ${of}`, of })),
    ...noDrift,
    ...realDrift,
  ];
  const isDoubtful = ({ name, of }: Pick<Perturbation, 'name' | 'of'>): boolean =>
    judge(of, recordOf(name).live).isDoubtful;

  test.each(all.filter((each) => !isDoubtful(each)))(
    '$name ($of) would be no drift either',
    ({ name, of }) => {
      const { live, predicted } = recordOf(name);
      expect(judge(of, live, predicted).fields).toEqual([]);
    },
  );

  test('is most of what nobody touched, and no drift', () => {
    const untouched = all.slice(0, inGit.size).filter(isDoubtful);
    expect(untouched).toEqual([]);
    expect(realDrift.filter((each) => !isDoubtful(each))).toEqual([]);
  });
});

describe('git moved on', () => {
  const web = objectInGit('Deployment web');
  const { live } = recordOf('applied: Deployment web');
  const told = (desired: KubernetesObject): string[] =>
    judgeFields(comparer, desired, live, scalers.of(live)).fields.map(
      ({ cause, change }) => `${cause} ${change.where}`,
    );

  test('where Argo CD itself applied what is there', () => {
    const annotations = { 'example.com/owner': 'another' };
    expect(told({ ...web, metadata: { ...web.metadata, annotations } })).toEqual([
      'argo-cd metadata.annotations["example.com/owner"]',
    ]);
  });

  test('also where git no longer mentions it', () => {
    const { annotations: _, ...metadata } = web.metadata;
    expect(told({ ...web, metadata })).toEqual(['argo-cd metadata.annotations']);
  });

  test('a list that git no longer mentions is a person’s if a person added to it', () => {
    const { live: edited } = recordOf('a variable is added');
    const desired = JSON.parse(
      JSON.stringify(web, (name, value: unknown) => (name === 'env' ? undefined : value)),
    ) as KubernetesObject;
    const where = 'spec.template.spec.containers[name=app].env';
    expect(told(desired)).toEqual([`argo-cd ${where}`]);
    const { fields } = judgeFields(comparer, desired, edited, scalers.of(edited));
    expect(fields).toMatchObject([{ cause: 'person', change: { where } }]);
  });

  test('what git has and the cluster lacks has no owner that could tell', () => {
    const labels = { tier: 'front' };
    expect(told({ ...web, metadata: { ...web.metadata, labels } })).toEqual(['unknown metadata.labels']);
  });
});

test('nothing tells a person who scales within the bounds of a scaler that git leaves the replicas to', () => {
  const { live } = recordOf('applied: Deployment web');
  const scaled = { ...live, spec: { ...(live['spec'] as object), replicas: 7 } };
  expect(judge('Deployment web', scaled).fields).toEqual([]);
  const unscaled = judgeFields(comparer, objectInGit('Deployment web'), scaled, () => false);
  expect(unscaled.fields).toMatchObject([
    { cause: 'unknown', change: { where: 'spec.replicas' }, owners: [] },
  ]);
});

test('an admission webhook may change what git says, unless the API server would not do so again', () => {
  const { live } = recordOf('a webhook adds an init container');
  const { live: changed, predicted } = recordOf('an image is set');
  const byWebhook = JSON.parse(
    JSON.stringify(changed).replace('"manager":"kubectl-set"', '"manager":"argocd-controller"'),
  ) as KubernetesObject;
  expect(judge('Deployment web', live).fields).toEqual([]);
  expect(judge('Deployment web', byWebhook).fields).toEqual([]);
  expect(judge('Deployment web', byWebhook, predicted).fields).toMatchObject([{ cause: 'unknown' }]);
});

describe('a prediction', () => {
  const { live, predicted } = recordOf('a variable is removed');
  const edited = (
    object: KubernetesObject,
    edit: (pod: { containers: unknown[] }) => void,
  ): KubernetesObject => {
    const copy = structuredClone(object) as unknown as {
      spec: { template: { spec: { containers: unknown[] } } };
    };
    edit(copy.spec.template.spec);
    return copy as unknown as KubernetesObject;
  };

  test('tells what is gone also where another container stands first', () => {
    const put = (object: KubernetesObject) =>
      edited(object, ({ containers }) => containers.unshift({ name: 'first', image: 'busybox' }));
    const { fields } = judge('Deployment web', put(live), put(predicted));
    expect(fields.map(({ change }) => change.where)).toContain(
      'spec.template.spec.containers[name=app].env[name=MODE]',
    );
  });

  test('tells what a webhook would add and somebody removed', () => {
    const { live: applied, predicted: same } = recordOf('applied: Deployment web');
    const hardened = edited(same, (pod) => Object.assign(pod, { securityContext: { runAsNonRoot: true } }));
    expect(judge('Deployment web', applied, hardened).fields).toMatchObject([
      { cause: 'unknown', change: { kind: 'removed' } },
    ]);
  });
});

describe('a label', () => {
  const { live } = recordOf('a controller nobody knows labels');
  const told = (manager: string, label: string): string[] => {
    const text = JSON.stringify(live)
      .replaceAll('"some-operator"', JSON.stringify(manager))
      .replaceAll('"seen"', JSON.stringify(label))
      .replaceAll('"f:seen"', JSON.stringify(`f:${label}`));
    const { fields } = judge('ConfigMap settings', JSON.parse(text) as KubernetesObject);
    return fields.map(({ cause }) => cause);
  };

  test.each(['node-fetch', 'python-requests', 'OpenAPI-Generator', 'kubectl.exe', 'k9s.exe'])(
    'by %s is of a person',
    (manager) => {
      expect(told(manager, 'seen')).toEqual(['person']);
    },
  );

  test.each([
    'pod-security.kubernetes.io/enforce',
    'rbac.authorization.k8s.io/aggregate-to-admin',
    'istio-injection',
    'istio.io/rev',
    'istio.io/dataplane-mode',
    'autoscaling.keda.sh/paused-replicas',
    'cert-manager.io/inject-ca-from',
    'service.beta.kubernetes.io/aws-load-balancer-scheme',
    'argocd.argoproj.io/instance',
  ])('%s is no note of a controller', (label) => {
    expect(told('some-operator', label)).toEqual(['unknown']);
  });

  test.each([
    'istio.io/revision-seen',
    'rbacXauthorization.k8s.io/aggregate-to-admin',
    'scaledobject.keda.sh/name',
    'eks.amazonaws.com/nodeclass-hash',
    'cert-manager.io/certificate-name',
  ])('%s is one', (label) => {
    expect(told('some-operator', label)).toEqual([]);
  });

  test('argocd.argoproj.io/… may be of another part of Argo CD', () => {
    expect(told('argocd-applicationset-controller', 'argocd.argoproj.io/refresh')).toEqual([]);
  });
});

test('without managedFields, only what git says is judged', () => {
  const { live } = recordOf('a limit is set');
  const { managedFields: _, ...metadata } = live.metadata;
  const unowned = [`${container}.resources.limits`];
  expect(judge('Deployment web', { ...live, metadata })).toMatchObject({ fields: [], unowned });
  expect(
    judge('Deployment web', {
      ...live,
      metadata: { ...metadata, managedFields: [{ fieldsV1: { 'k:{': {} } }] },
    }),
  ).toMatchObject({ unowned });
});
