import {
  annotations,
  bundle,
  gate,
  inContainer,
  inPod,
  none,
  type Perturbation,
  routes,
  rule,
  scale,
  scaledTo,
  step,
  strategic,
  web,
  webhook,
} from './perturbation.ts';

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
