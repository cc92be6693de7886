/** Sound objects of kinds that are rarely written by hand: as in `validated.cases.ts`. */

const name = { name: 'web' };
const metadata = { name: 'web', namespace: 'default' };
const rule = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] };
const webhook = {
  name: 'web.example.com',
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  clientConfig: { service: { name: 'web', namespace: 'default' } },
  rules: [rule],
};

const secret = (type: string, stringData: object, annotations = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { ...metadata, annotations },
  type: `kubernetes.io/${type}`,
  stringData,
});
const account = { 'kubernetes.io/service-account.name': 'default' };

export const soundOthers = {
  'Secret basic-auth': secret('basic-auth', { username: 'a' }),
  'Secret dockerconfigjson': secret('dockerconfigjson', { '.dockerconfigjson': '{}' }),
  'Secret dockercfg': secret('dockercfg', { '.dockercfg': '{}' }),
  'Secret ssh-auth': secret('ssh-auth', { 'ssh-privatekey': 'a' }),
  'Secret tls': secret('tls', { 'tls.crt': '', 'tls.key': '' }),
  'Secret token': secret('service-account-token', {}, account),
  PersistentVolume: {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: name,
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      csi: { driver: 'a.example.com', volumeHandle: 'x' },
    },
  },
  RuntimeClass: { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: name, handler: 'runc' },
  IngressClass: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: name,
    spec: { controller: 'example.com/ingress' },
  },
  EndpointSlice: {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata,
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'] }],
    ports: [{ port: 80 }],
  },
  Endpoints: {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata,
    subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }],
  },
  Lease: { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: {} },
  CSIDriver: { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: name, spec: {} },
  FlowSchema: {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
    kind: 'FlowSchema',
    metadata: name,
    spec: {
      priorityLevelConfiguration: { name: 'a' },
      matchingPrecedence: 1000,
      rules: [
        {
          subjects: [{ kind: 'User', user: { name: 'a' } }],
          resourceRules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'], namespaces: ['a'] }],
        },
      ],
    },
  },
  VolumeAttributesClass: {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttributesClass',
    metadata: name,
    driverName: 'a.example.com',
    parameters: { a: 'b' },
  },
  APIService: {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.a.example.com' },
    spec: {
      group: 'a.example.com',
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name: 'a', namespace: 'default' },
    },
  },
  ValidatingWebhookConfiguration: {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: name,
    webhooks: [webhook],
  },
  MutatingWebhookConfiguration: {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: name,
    webhooks: [webhook],
  },
};
