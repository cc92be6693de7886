import { formatYaml } from '../../src/manifest/write.ts';
import { guards } from './fleet-guards.ts';

export type Files = Readonly<Record<string, string>>;
export type Fields = Readonly<Record<string, unknown>>;

const targets = ['staging/us-west-2', 'production/us-west-2', 'production/eu-central-1'];

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: Fields,
  metadata: Fields = {},
): Fields => ({
  apiVersion,
  kind,
  metadata: {
    name,
    ...(kind === 'Namespace' || kind.startsWith('Cluster') ? {} : { namespace: 'shop' }),
    ...metadata,
  },
  ...rest,
});

const container = {
  name: 'api',
  image: 'registry.example.com/shop@sha256:1111',
  env: [
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'REGION', value: 'here' },
  ],
  resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } },
};
const labels = { app: 'shop' };
const template = { metadata: { labels }, spec: { containers: [container] } };

/** One app with a bit of everything, as every region has it. */
const objects: readonly Fields[] = [
  object('v1', 'Namespace', 'shop', {}),
  object('apps/v1', 'Deployment', 'shop', {
    spec: { replicas: 4, selector: { matchLabels: labels }, template },
  }),
  object('apps/v1', 'StatefulSet', 'index', {
    spec: {
      serviceName: 'index',
      selector: { matchLabels: { app: 'index' } },
      template: {
        metadata: { labels: { app: 'index' } },
        spec: { containers: [{ name: 'index', image: 'index:1' }] },
      },
      volumeClaimTemplates: [
        { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '10Gi' } } } },
      ],
    },
  }),
  object('v1', 'Service', 'shop', {
    spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  }),
  object('v1', 'ConfigMap', 'settings', {
    data: {
      'settings.yaml': 'cache:\n  ttl: 60\n  size: 10\n',
      'start.sh': '#!/bin/sh\nset -e\n./migrate\n./serve\n',
    },
  }),
  object('v1', 'ConfigMap', 'frozen', { immutable: true, data: { a: 'one' } }),
  object('v1', 'Secret', 'token', { stringData: { token: 'correct-horse-battery-staple' } }),
  object('v1', 'PersistentVolumeClaim', 'uploads', {
    spec: {
      storageClassName: 'gp3',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '10Gi' } },
    },
  }),
  object('keda.sh/v1alpha1', 'ScaledObject', 'shop', {
    spec: {
      scaleTargetRef: { name: 'shop' },
      minReplicaCount: 3,
      maxReplicaCount: 20,
      triggers: [{ type: 'cpu', metadata: { value: '60' } }],
    },
  }),
  object('policy/v1', 'PodDisruptionBudget', 'shop', {
    spec: { minAvailable: 2, selector: { matchLabels: labels } },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'shop', {
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
    },
  }),
  object('rbac.authorization.k8s.io/v1', 'Role', 'reader', {
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }],
  }),
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'reader', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'shop', namespace: 'shop' }],
  }),
  object('networking.istio.io/v1', 'Gateway', 'shop', {
    spec: {
      selector: { istio: 'ingress' },
      servers: [{ hosts: ['shop.example.com'], port: { name: 'https', number: 443, protocol: 'HTTPS' } }],
    },
  }),
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'carts.example.com', {
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Cart', plural: 'carts' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  properties: {
                    engine: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] },
                    items: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
                  },
                },
              },
            },
          },
        },
      ],
    },
  }),
  object('example.com/v1', 'Cart', 'cart', { spec: { engine: 'fast', items: ['a', 'b'] } }),
];

const database = object('rds.services.k8s.aws/v1alpha1', 'DBCluster', 'orders', {
  spec: { dbClusterIdentifier: 'orders', engine: 'aurora-postgresql' },
});

const params = {
  app: 'shop',
  product: 'shop',
  namespace: 'shop',
  wave: '5',
  charts: [],
  ignoreDifferences: [],
};
const chart = {
  name: 'keda',
  repository: 'https://charts.example.com',
  version: '2.21.0',
  values: { replicas: 2 },
};

/** A rendered fleet of three regions and a hub. */
export function fleet(): Files {
  const files: Record<string, string> = {};
  const write = (folder: string, each: Fields): void => {
    const { kind, metadata } = each as { kind: string; metadata: Fields };
    files[`${folder}/${kind}.${String(metadata['name'])}.yaml`] = formatYaml(each);
  };
  for (const target of targets) {
    for (const each of objects) write(`dist/${target}/shop`, each);
    for (const each of guards) write(`dist/${target}/guard`, each);
    files[`dist/${target}/shop/argocd.params`] = formatYaml(params);
    files[`dist/${target}/keda/argocd.params`] = formatYaml({
      ...params,
      app: 'keda',
      wave: '3',
      charts: [chart],
    });
  }
  write('dist/production/hub/shop', database);
  return files;
}

/** The files with a text replaced in those whose path matches; what matches nothing is a mistake of the test. */
export function replaced(files: Files, path: RegExp, text: string | RegExp, by: string): Files {
  const result = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      path.test(name) ? content.replace(text, by) : content,
    ]),
  );
  if (JSON.stringify(result) === JSON.stringify(files))
    throw new Error(`nothing in ${path.source} to replace`);
  return result;
}

/** The files without those whose path matches. */
export function without(files: Files, path: RegExp): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !path.test(name)));
}
