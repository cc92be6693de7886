/** What happens to an object after Argo CD applied it: real requests, whose outcome `record.ts` keeps. */
export interface Step {
  readonly manager: string;
  /** Default: the object itself. */
  readonly subresource?: 'scale' | 'status';
  /** Default: `merge`. */
  readonly by?: 'merge' | 'strategic' | 'apply';
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Perturbation {
  readonly name: string;
  /** `KIND NAME` of an object in git. */
  readonly of: string;
  readonly steps: readonly Step[];
  /** What is to be told: `CAUSE FIELD`. */
  readonly drift: readonly string[];
  /** With a prediction of the API server. Default: the same. */
  readonly predicted?: readonly string[];
}

/** As a controller or a person would ask: which fields, under which name. */
function step(manager: string, body: Step['body'], how: Omit<Step, 'manager' | 'body'> = {}): Step {
  return { manager, body, ...how };
}

const strategic = { by: 'strategic' } as const;
const scale = { subresource: 'scale' } as const;
const scaledTo = (replicas: number) => ({ spec: { replicas } });
const inPod = (spec: Readonly<Record<string, unknown>>) => ({ spec: { template: { spec } } });
const inContainer = (fields: Readonly<Record<string, unknown>>) =>
  inPod({ containers: [{ name: 'app', ...fields }] });
const annotations = (values: Readonly<Record<string, string | null>>) => ({
  metadata: { annotations: values },
});
const rule = (verb: string) => ({ apiGroups: [''], resources: ['pods'], verbs: [verb] });
const webhook = (fields: Readonly<Record<string, unknown>>) => ({
  webhooks: [{ name: 'gate.example.com', ...fields }],
});
const routes = (stable: number, timeout = '5s') => ({
  spec: {
    http: [
      {
        timeout,
        route: [
          { destination: { host: 'stable' }, weight: stable },
          { destination: { host: 'canary' }, weight: 100 - stable },
        ],
      },
    ],
  },
});
const bundle = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');

function none(name: string, of: string, ...steps: Step[]): Perturbation {
  return { name, of, steps, drift: [] };
}

function real(name: string, of: string, drift: string | readonly string[], ...steps: Step[]): Perturbation {
  return { name, of, steps, drift: typeof drift === 'string' ? [drift] : drift };
}

const web = 'Deployment web';
const gate = 'ValidatingWebhookConfiguration gate';
const container = 'spec.template.spec.containers[name=app]';

export const noDrift: readonly Perturbation[] = [
  none('an HPA scales what git gives no replicas', web, step('kube-controller-manager', scaledTo(5), scale)),
  none(
    'an HPA scales what git gives replicas',
    'StatefulSet store',
    step('kube-controller-manager', scaledTo(5), scale),
  ),
  none('KEDA scales to zero', 'StatefulSet store', step('keda', scaledTo(0), scale)),
  none(
    'an HPA scales after a person did',
    web,
    step('kubectl', scaledTo(7), scale),
    step('kube-controller-manager', scaledTo(5), scale),
  ),
  none(
    'a controller counts revisions',
    web,
    step('kube-controller-manager', annotations({ 'deployment.kubernetes.io/revision': '3' })),
  ),
  none(
    'a controller reports',
    web,
    step(
      'kube-controller-manager',
      { status: { replicas: 2, observedGeneration: 1 } },
      { subresource: 'status' },
    ),
  ),
  none(
    'a person edits the status',
    web,
    step('kubectl-edit', { status: { replicas: 9 } }, { subresource: 'status' }),
  ),
  none(
    'a webhook adds an init container',
    web,
    step(
      'argocd-controller',
      inPod({ initContainers: [{ name: 'mesh', image: 'registry.example/mesh:1' }] }),
      strategic,
    ),
  ),
  none(
    'a webhook adds annotations to pods',
    web,
    step('argocd-controller', { spec: { template: annotations({ 'mesh.example/status': 'injected' }) } }),
  ),
  none(
    'a person applies the same',
    web,
    step('kubectl', inContainer({ image: 'registry.example/web:1' }), { by: 'apply' }),
  ),
  none(
    'kubectl notes what it applied',
    web,
    step(
      'kubectl-client-side-apply',
      annotations({ 'kubectl.kubernetes.io/last-applied-configuration': '{"kind":"Deployment"}' }),
    ),
  ),
  none(
    'a person changes a value and changes it back',
    web,
    step('kubectl-set', inContainer({ image: 'registry.example/web:2' }), strategic),
    step('kubectl-set', inContainer({ image: 'registry.example/web:1' }), strategic),
  ),
  none(
    'a person writes an amount in another unit',
    web,
    step('kubectl-edit', inContainer({ resources: { requests: { memory: '1Gi', cpu: '500m' } } }), strategic),
  ),
  none(
    'Rollouts sends a Service to the stable pods',
    'Service front',
    step('rollouts-controller', { spec: { selector: { 'rollouts-pod-template-hash': '6d4c' } } }),
  ),
  none('Rollouts shifts weights', 'VirtualService web', step('rollouts-controller', routes(80))),
  none(
    'a load balancer controller guards its own',
    'Service front',
    step('controller', { metadata: { finalizers: ['service.kubernetes.io/load-balancer-cleanup'] } }),
  ),
  none(
    'a controller nobody knows keeps notes',
    'Service front',
    step('some-operator', annotations({ 'some.example/seen': 'yes' })),
  ),
  none(
    'a controller nobody knows labels',
    'ConfigMap settings',
    step('some-operator', { metadata: { labels: { seen: 'yes' } } }),
  ),
  none(
    'rules of a role are collected',
    'ClusterRole collected',
    step('clusterrole-aggregation-controller', { rules: [rule('list')] }, { by: 'apply' }),
  ),
  none(
    'rules of a role are collected by an old controller',
    'ClusterRole collected',
    step('kube-controller-manager', { rules: [rule('list')] }),
  ),
  none(
    'cert-manager adds a certificate authority',
    gate,
    step('cert-manager-cainjector', webhook({ clientConfig: { caBundle: bundle } }), { by: 'apply' }),
  ),
  none(
    'KEDA adds its own certificate authority',
    gate,
    step('keda', webhook({ clientConfig: { caBundle: bundle } }), strategic),
  ),
  none(
    'istiod closes its webhook once it is up',
    gate,
    step(
      'pilot-discovery',
      webhook({ failurePolicy: 'Fail', clientConfig: { caBundle: bundle } }),
      strategic,
    ),
  ),
  none(
    'a claim is bound',
    'PersistentVolumeClaim disk',
    step('kube-controller-manager', {
      metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } },
      spec: { volumeName: 'pv-1' },
    }),
  ),
  none(
    'an account is given a token',
    'ServiceAccount web',
    step('kube-controller-manager', { secrets: [{ name: 'web-token' }] }),
  ),
  none('AWS chose what git leaves open', 'Queue jobs', step('controller', { spec: { delaySeconds: '0' } })),
  none(
    'a controller of AWS guards its own',
    'Queue jobs',
    step('controller', { metadata: { finalizers: ['finalizers.sqs.services.k8s.aws/Queue'] } }),
  ),
];

export const realDrift: readonly Perturbation[] = [
  real(
    'a variable is added',
    web,
    `person ${container}.env[name=DEBUG]`,
    step('kubectl-edit', inContainer({ env: [{ name: 'DEBUG', value: '1' }] }), strategic),
  ),
  real(
    'a variable is changed',
    web,
    `person ${container}.env[name=MODE].value`,
    step('kubectl-set', inContainer({ env: [{ name: 'MODE', value: 'fancy' }] }), strategic),
  ),
  real(
    'a variable is removed',
    web,
    `unknown ${container}.env[name=MODE]`,
    step('kubectl-edit', inContainer({ env: [{ $patch: 'delete', name: 'MODE' }] }), strategic),
  ),
  real(
    'a toleration is added',
    web,
    'person spec.template.spec.tolerations',
    step('kubectl-edit', inPod({ tolerations: [{ key: 'spot', operator: 'Exists' }] })),
  ),
  real(
    'a port is added',
    web,
    `person ${container}.ports[containerPort=9090,protocol=TCP]`,
    step('kubectl-edit', inContainer({ ports: [{ containerPort: 9090 }] }), strategic),
  ),
  real(
    'a sidecar is added',
    web,
    'person spec.template.spec.containers[name=shell]',
    step('kubectl-edit', inPod({ containers: [{ name: 'shell', image: 'busybox' }] }), strategic),
  ),
  real(
    'a sidecar is applied',
    web,
    'person spec.template.spec.containers[name=shell]',
    step('kubectl', inPod({ containers: [{ name: 'shell', image: 'busybox' }] }), { by: 'apply' }),
  ),
  real(
    'an image is set',
    web,
    `person ${container}.image`,
    step('kubectl-set', inContainer({ image: 'registry.example/web:2' }), strategic),
  ),
  real(
    'a limit is set',
    web,
    `person ${container}.resources.limits`,
    step('kubectl-set', inContainer({ resources: { limits: { cpu: '2' } } }), strategic),
  ),
  real(
    'pods get the network of their node',
    web,
    'person spec.template.spec.hostNetwork',
    step('k9s', inPod({ hostNetwork: true }), strategic),
  ),
  real(
    'pods run as root',
    web,
    'person spec.template.spec.securityContext.runAsUser',
    step('kubectl-patch', inPod({ securityContext: { runAsUser: 0 } }), strategic),
  ),
  real(
    'a node selector is widened',
    web,
    'person spec.template.spec.nodeSelector.zone',
    step('kubectl-edit', inPod({ nodeSelector: { zone: 'a' } })),
  ),
  real(
    'pods are restarted',
    web,
    'person spec.template.metadata.annotations',
    step('kubectl-rollout', {
      spec: { template: annotations({ 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z' }) },
    }),
  ),
  real('a person scales beyond an HPA', web, 'unknown spec.replicas', step('kubectl', scaledTo(40), scale)),
  real('a person switches an HPA off', web, 'unknown spec.replicas', step('kubectl', scaledTo(0), scale)),
  real(
    'a person scales after an HPA did',
    'StatefulSet store',
    'person spec.replicas',
    step('kube-controller-manager', scaledTo(5), scale),
    step('kubectl', scaledTo(7), scale),
  ),
  real(
    'a person edits replicas under an HPA',
    web,
    'person spec.replicas',
    step('kubectl-edit', scaledTo(7)),
  ),
  real(
    'a person scales what git gives replicas',
    'StatefulSet store',
    'person spec.replicas',
    step('kubectl', scaledTo(1), scale),
  ),
  real(
    'a person edits replicas',
    'StatefulSet store',
    'person spec.replicas',
    step('kubectl-edit', scaledTo(1)),
  ),
  real(
    'a label is added',
    web,
    'person metadata.labels',
    step('kubectl-label', { metadata: { labels: { team: 'x' } } }),
  ),
  real(
    'an annotation is added beside one of a controller',
    web,
    'person metadata.annotations.note',
    step('kube-controller-manager', annotations({ 'deployment.kubernetes.io/revision': '3' })),
    step('kubectl-annotate', annotations({ note: 'mine' })),
  ),
  real(
    'an annotation is changed',
    web,
    'person metadata.annotations["example.com/owner"]',
    step('kubectl-annotate', annotations({ 'example.com/owner': 'me' })),
  ),
  real(
    'an annotation is removed',
    web,
    'unknown metadata.annotations',
    step('kubectl-annotate', annotations({ 'example.com/owner': null })),
  ),
  real(
    'a finalizer is added',
    'ConfigMap settings',
    'person metadata.finalizers',
    step('kubectl-edit', { metadata: { finalizers: ['example.com/keep'] } }),
  ),
  real(
    'a field of a text is changed',
    'ConfigMap settings',
    'person data["app.yaml"]',
    step('kubectl-edit', { data: { 'app.yaml': 'level: debug\nretries: 3\n' } }),
  ),
  real(
    'a key is added',
    'ConfigMap settings',
    'person data.extra',
    step('kubectl-edit', { data: { extra: 'x' } }),
  ),
  real(
    'a key is removed',
    'ConfigMap settings',
    'unknown data.motd',
    step('kubectl-edit', { data: { motd: null } }),
  ),
  real(
    'a Secret is changed',
    'Secret keys',
    'person data.password',
    step('kubectl-edit', { stringData: { password: 'second-secret-value' } }),
  ),
  real(
    'a Secret gets a key',
    'Secret keys',
    'person data.token',
    step('kubectl-patch', { stringData: { token: 'third-secret-value' } }),
  ),
  real(
    'a port of a Service is added',
    'Service front',
    ['person spec.ports[port=80,protocol=TCP].name', 'person spec.ports[port=22,protocol=TCP]'],
    step(
      'kubectl-edit',
      {
        spec: {
          ports: [
            { name: 'ssh', port: 22 },
            { name: 'web', port: 80 },
          ],
        },
      },
      strategic,
    ),
  ),
  real(
    'a Service takes other pods',
    'Service front',
    'person spec.selector.app',
    step('kubectl-edit', { spec: { selector: { app: 'other' } } }),
  ),
  real(
    'a Service is exposed',
    'Service front',
    ['person spec.allocateLoadBalancerNodePorts', 'person spec.type'],
    step('kubectl-expose', { spec: { type: 'LoadBalancer' } }),
  ),
  real(
    'rights are widened',
    'ClusterRole reader',
    'person rules[0].verbs[0]',
    step('kubectl-edit', { rules: [rule('*')] }),
  ),
  {
    ...real(
      'collected rules are edited',
      'ClusterRole collected',
      'person rules[0]',
      step('kubectl-edit', { rules: [rule('*')] }),
    ),
    predicted: ['person rules'],
  },
  real(
    'a subject is added',
    'RoleBinding readers',
    'person subjects[name=mallory]',
    step('kubectl-edit', {
      subjects: [
        { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
        { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'mallory' },
      ],
    }),
  ),
  real(
    'a budget is lowered',
    'PodDisruptionBudget web',
    'person spec.minAvailable',
    step('kubectl-edit', { spec: { minAvailable: 0 } }),
  ),
  real(
    'a scaler may scale further',
    'HorizontalPodAutoscaler web',
    'person spec.maxReplicas',
    step('kubectl-autoscale', { spec: { maxReplicas: 99 } }),
  ),
  real(
    'a policy lets traffic in',
    'NetworkPolicy deny',
    'person spec.ingress',
    step('kubectl-edit', { spec: { ingress: [{}] } }),
  ),
  real(
    'a job is suspended',
    'CronJob nightly',
    'person spec.suspend',
    step('Mozilla', { spec: { suspend: true } }),
  ),
  real(
    'a webhook is opened',
    gate,
    'person webhooks[name=gate.example.com].namespaceSelector.matchLabels',
    step('kubectl-edit', webhook({ namespaceSelector: { matchLabels: { judged: 'yes' } } }), strategic),
  ),
  real(
    'a person replaces a certificate authority',
    gate,
    'person webhooks[name=gate.example.com].clientConfig.caBundle',
    step('cert-manager-cainjector', webhook({ clientConfig: { caBundle: bundle } }), { by: 'apply' }),
    step(
      'kubectl-edit',
      webhook({ clientConfig: { caBundle: Buffer.from('other').toString('base64') } }),
      strategic,
    ),
  ),
  real(
    'a person shifts weights',
    'VirtualService web',
    ['person spec.http[0].route[0].weight', 'person spec.http[0].route[1].weight'],
    step('kubectl-edit', routes(10)),
  ),
  real(
    'a timeout beside weights is changed',
    'VirtualService web',
    'person spec.http[0].timeout',
    step('kubectl-edit', routes(100, '60s')),
  ),
  real(
    'a timeout is changed before weights are shifted',
    'VirtualService web',
    'unknown spec.http[0].timeout',
    step('kubectl-edit', routes(100, '60s')),
    step('rollouts-controller', routes(80, '60s')),
  ),
  real(
    'a program nobody knows sets an image',
    web,
    `unknown ${container}.image`,
    step('some-operator', inContainer({ image: 'registry.example/web:2' }), strategic),
  ),
  real(
    'a program nobody knows adds a toleration',
    web,
    'unknown spec.template.spec.tolerations',
    step('some-operator', inPod({ tolerations: [{ key: 'spot', operator: 'Exists' }] })),
  ),
  real(
    'a resource of AWS is changed',
    'Queue jobs',
    'person spec.queueName',
    step('kubectl-edit', { spec: { queueName: 'other' } }),
  ),
];
