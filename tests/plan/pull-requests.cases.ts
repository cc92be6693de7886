import { type Files, replaced, without } from './fleet.ts';

const everywhere = /\/shop\/Deployment/;
const production = /production\/.*\/shop\/Deployment/;

/** Pull requests as people make them: what each does to the rendered files. */
export const pullRequests: Readonly<Record<string, (files: Files) => Files>> = {
  'a release everywhere': (files) => replaced(files, everywhere, '1111', '2222'),
  'a release in production only': (files) => replaced(files, production, '1111', '2222'),
  'a release everywhere, and one region of its own': (files) =>
    replaced(
      replaced(files, everywhere, '1111', '2222'),
      /eu-central-1\/shop\/Deployment/,
      'value: here',
      'value: there',
    ),
  'one more variable': (files) =>
    replaced(
      files,
      everywhere,
      '- name: REGION',
      "- name: TRACING\n              value: 'on'\n            - name: REGION",
    ),
  'variables in another order': (files) =>
    replaced(
      files,
      everywhere,
      /( +)- name: LOG_LEVEL\n +value: info\n +- name: REGION\n +value: here\n/,
      '$1- name: REGION\n$1  value: here\n$1- name: LOG_LEVEL\n$1  value: info\n',
    ),
  'the same amounts in other words': (files) =>
    replaced(
      replaced(files, everywhere, /cpu: 500m/, "cpu: '0.5'"),
      everywhere,
      /memory: 1Gi/g,
      'memory: 1024Mi',
    ),
  'only comments': (files) => replaced(files, /\/shop\//, /^/, '# Someone was here.\n'),
  'a default written out': (files) =>
    replaced(files, everywhere, '  replicas: 4\n', '  replicas: 4\n  revisionHistoryLimit: 10\n'),
  'less memory': (files) => replaced(files, production, /memory: 1Gi/g, 'memory: 512Mi'),
  'fewer replicas in one region': (files) =>
    replaced(files, /us-west-2\/shop\/Deployment/, 'replicas: 4', 'replicas: 2'),
  'no replicas at all': (files) => replaced(files, everywhere, 'replicas: 4', 'replicas: 0'),
  'another selector of a Deployment': (files) => replaced(files, everywhere, /app: shop/g, 'app: store'),
  'another selector of a Service': (files) => replaced(files, /\/Service\./, 'app: shop', 'app: store'),
  'a Service for the internet': (files) =>
    replaced(
      replaced(files, /\/Service\./, 'spec:\n', 'spec:\n  type: LoadBalancer\n'),
      /\/Service\./,
      'metadata:\n',
      'metadata:\n  annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}\n',
    ),
  'a volume less': (files) => without(files, /PersistentVolumeClaim/),
  'an app that moves to another region': (files) =>
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path.replace('production/us-west-2/shop/', 'production/ap-northeast-1/shop/'),
        text,
      ]),
    ),
  'a larger volume': (files) => replaced(files, /PersistentVolumeClaim/, '10Gi', '20Gi'),
  'a volume of another class': (files) => replaced(files, /PersistentVolumeClaim/, 'gp3', 'io2'),
  'other volumes of a StatefulSet': (files) => replaced(files, /StatefulSet/, '10Gi', '20Gi'),
  'a Namespace less': (files) => without(files, /staging\/.*Namespace/),
  'a definition less': (files) => without(files, /CustomResourceDefinition|Cart/),
  'a database less': (files) => without(files, /DBCluster/),
  'an app less': (files) => without(files, /staging\/us-west-2\/shop/),
  'an app more': (files) => ({
    ...files,
    ...Object.fromEntries(
      Object.entries(files)
        .filter(([path]) => /staging\/us-west-2\/shop\/(Namespace|Deployment|argocd)/.test(path))
        .map(([path, text]) => [path.replace('/shop/', '/store/'), text.replaceAll('shop', 'store')]),
    ),
  }),
  'a ConfigMap by another name': (files) =>
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path.replace('ConfigMap.settings', 'ConfigMap.options'),
        path.includes('ConfigMap.settings') ? text.replace('name: settings', 'name: options') : text,
      ]),
    ),
  'another Secret': (files) => replaced(files, /Secret/, 'correct-horse', 'wrong-horse'),
  'a right more': (files) => replaced(files, /Role\.reader/, '- list\n', '- list\n      - update\n'),
  'all rights': (files) => replaced(files, /Role\.reader/, '- configmaps', "- '*'"),
  'rights for one more': (files) =>
    replaced(files, /RoleBinding/, 'subjects:\n', 'subjects:\n  - kind: Group\n    name: developers\n'),
  'another role of a binding': (files) =>
    replaced(files, /RoleBinding/, 'kind: Role\n  name: reader', 'kind: ClusterRole\n  name: cluster-admin'),
  'an open network': (files) =>
    replaced(files, /NetworkPolicy/, /ingress:\n( +- from:\n(?: {6,}.*\n)+)/, 'ingress:\n    - {}\n'),
  'no network policy': (files) => without(files, /NetworkPolicy/),
  'a lower ceiling': (files) => replaced(files, /ScaledObject/, 'maxReplicaCount: 20', 'maxReplicaCount: 8'),
  'a higher floor': (files) => replaced(files, /ScaledObject/, 'minReplicaCount: 3', 'minReplicaCount: 5'),
  'an object in another wave': (files) =>
    replaced(
      files,
      /\/Service\./,
      'metadata:\n',
      "metadata:\n  annotations: {argocd.argoproj.io/sync-wave: '-1'}\n",
    ),
  'an app in another wave': (files) => replaced(files, /\/shop\/argocd.params/, "wave: '5'", "wave: '4'"),
  'a newer chart': (files) => replaced(files, /\/keda\/argocd.params/, '2.21.0', '2.22.0'),
  'other values of a chart': (files) =>
    replaced(files, /production.*\/keda\/argocd.params/, 'replicas: 2', 'replicas: 3'),
  'settings in a text': (files) => replaced(files, /ConfigMap.settings/, 'ttl: 60', 'ttl: 90'),
  'a line of a script': (files) => replaced(files, /ConfigMap.settings/, './migrate', './migrate --fast'),
  'what is frozen': (files) => replaced(files, /ConfigMap.frozen/, 'one', 'two'),
  'a label on everything': (files) =>
    replaced(files, /\/shop\/(?!argocd|Secret)/, 'metadata:\n', 'metadata:\n  labels: {team: shop}\n'),
  'a label on everything, and a release': (files) =>
    replaced(
      replaced(files, /\/shop\/(?!argocd|Secret)/, 'metadata:\n', 'metadata:\n  labels: {team: shop}\n'),
      everywhere,
      '1111',
      '2222',
    ),
  'a privileged container': (files) =>
    replaced(files, everywhere, 'name: api', 'name: api\n          securityContext: {privileged: true}'),
  'a host of the Gateway': (files) =>
    replaced(files, /Gateway/, '- shop.example.com', '- shop.example.com\n        - admin.example.com'),
  'what a definition forbids to change': (files) => replaced(files, /\/Cart/, 'engine: fast', 'engine: slow'),
  'a set in another order': (files) => replaced(files, /\/Cart/, '- a\n    - b', '- b\n    - a'),
  'a file that cannot be read': (files) =>
    replaced(files, /eu-central-1\/shop\/Service/, 'spec:', 'spec: [\n'),
  'a caller more': (files) =>
    replaced(
      files,
      /AuthorizationPolicy/,
      'sa/web',
      'sa/web\n              - cluster.local/ns/batch/sa/batch',
    ),
  'rarer backups': (files) => replaced(files, /Schedule/, '0 * * * *', '0 */12 * * *'),
  'no self-heal': (files) => replaced(files, /ApplicationSet/, 'selfHeal: true', 'selfHeal: false'),
  'differences that are ignored': (files) =>
    replaced(files, /ApplicationSet/, /( +)- \/spec\/replicas\n/, '$1- /spec/replicas\n$1- /spec/template\n'),
  'traffic in the clear': (files) => replaced(files, /DestinationRule/, 'ISTIO_MUTUAL', 'DISABLE'),
  'a policy that only warns': (files) => replaced(files, /PolicyBinding/, '- Deny', '- Warn'),
  'no binding of a policy': (files) => without(files, /PolicyBinding/),
  'a finalizer less': (files) => replaced(files, /Schedule/, /  finalizers:\n +- .*\n/, ''),
  'a budget that lets more go': (files) =>
    replaced(files, /PodDisruptionBudget/, 'minAvailable: 2', 'minAvailable: 1'),
  'a budget of another kind': (files) =>
    replaced(files, /PodDisruptionBudget/, 'minAvailable: 2', 'maxUnavailable: 100%'),
  'a scaler that is paused': (files) =>
    replaced(
      files,
      /ScaledObject/,
      'metadata:\n',
      "metadata:\n  annotations: {autoscaling.keda.sh/paused-replicas: '0'}\n",
    ),
  'an image by its tag': (files) => replaced(files, everywhere, 'shop@sha256:1111', 'shop:v2'),
  'an image from another registry': (files) =>
    replaced(
      files,
      production,
      'registry.example.com/shop@sha256:1111',
      'mirror.example.com/shop@sha256:2222',
    ),
  'all pods stopped by each release': (files) =>
    replaced(files, everywhere, '  replicas: 4\n', '  replicas: 4\n  strategy: {type: Recreate}\n'),
  'a definition that takes less': (files) =>
    replaced(
      files,
      /CustomResourceDefinition/,
      '                engine:\n',
      '                engine:\n                  maxLength: 20\n',
    ),
  'a capability more': (files) =>
    replaced(
      files,
      everywhere,
      'name: api',
      'name: api\n          securityContext: {capabilities: {add: [SYS_ADMIN]}}',
    ),
  'no limits': (files) => replaced(files, everywhere, / +limits:\n +memory: 1Gi\n/, ''),
  'a Service without an address': (files) =>
    replaced(files, /\/Service\./, 'spec:\n', 'spec:\n  clusterIP: None\n'),
  'a quota more': (files) => ({
    ...files,
    'dist/staging/us-west-2/shop/ResourceQuota.shop.yaml':
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: shop, namespace: shop}\nspec: {hard: {pods: 4}}\n',
  }),
  'an object before its definition': (files) => ({
    ...files,
    'dist/staging/us-west-2/shop/definition.yaml': `${Object.entries(files)
      .find(([path]) => path.includes('CustomResourceDefinition'))?.[1]
      .replaceAll(/[Cc]art/g, (name) => (name === 'Cart' ? 'Basket' : 'basket'))
      .replace('metadata:\n', "metadata:\n  annotations: {argocd.argoproj.io/sync-wave: '2'}\n")}`,
    'dist/staging/us-west-2/shop/basket.yaml':
      'apiVersion: example.com/v1\nkind: Basket\nmetadata: {name: basket, namespace: shop}\n',
  }),
};
