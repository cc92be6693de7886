import { describe, expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';
import { deployment, object, told } from './told.ts';

const facts = loadFacts();

const service = (spec: string, metadata = ''): string => object('v1', 'Service', `spec: {${spec}}`, metadata);
const role = (rules: string): string =>
  object('rbac.authorization.k8s.io/v1', 'ClusterRole', `rules: [${rules}]`);
const network = (spec: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', `spec: {podSelector: {}, ${spec}}`);
const claim = (metadata = ''): string => object('v1', 'PersistentVolumeClaim', 'spec: {}', metadata);
const bucket = (metadata: string): string =>
  object('s3.services.k8s.aws/v1alpha1', 'Bucket', 'spec: {name: x}', metadata);
const application = (source: string): string =>
  object('argoproj.io/v1alpha1', 'Application', `spec: {source: {${source}}}`);

test.each([
  ['containers', 'containers: [{name: x, image: "x:1"}, {name: y, image: "y:1"}]'],
  ['volumes', 'volumes: [{name: x, emptyDir: {}}, {name: y, emptyDir: {}}]'],
])('another order of %s starts all pods anew', (field, pod) => {
  const [, first, second] = /\[(\{.*\}), (\{.*\})\]/.exec(pod) ?? [];
  const turned = `${field}: [${second}, ${first}]`;
  const read = (text: string): readonly LoadedManifest[] => readManifests(text, 'm.yaml').manifests;
  const { entries, counts } = planOf(read(deployment(pod)), read(deployment(turned)), facts);
  expect(counts).toMatchObject({ changed: 1, rewritten: 0 });
  expect(entries[0]?.changes).toMatchObject([
    { kind: 'moved', where: expect.stringMatching(`^spec.template.spec.${field}\\[name=.\\]$`) },
  ]);
});

describe('what a reviewer is told of', () => {
  test.each<[string, string, string, string[]]>([
    ['a deletion', claim(), '', ['error deletion: it is deleted, and the data on its volume may go too']],
    [
      'a deletion that is not one',
      claim('annotations: {argocd.argoproj.io/sync-options: "A=b, Prune=false"}'),
      '',
      ['warning left-behind: it leaves git but stays in the cluster (Prune=false)'],
    ],
    ['a bucket', bucket(''), '', ['error deletion: it is deleted, a bucket']],
    [
      'a bucket that AWS keeps',
      bucket('annotations: {services.k8s.aws/deletion-policy: retain}'),
      '',
      ['warning deletion: it is deleted, but stays in AWS (deletion-policy: retain)'],
    ],
    [
      'a rename',
      claim('labels: {a: b}'),
      claim('labels: {a: b}').replace('name: a', 'name: c'),
      ['error deletion: b/a, as it was named, is deleted, and the data on its volume may go too'],
    ],
    [
      'a smaller volume',
      object('v1', 'PersistentVolumeClaim', 'spec: {resources: {requests: {storage: 10Gi}}}'),
      object('v1', 'PersistentVolumeClaim', 'spec: {resources: {requests: {storage: 5Gi}}}'),
      [
        'error immutable-field: spec.resources.requests.storage cannot be changed: the API server refuses the update, and the sync fails',
      ],
    ],
    [
      'bounds that cross',
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'spec: {minReplicas: 2, maxReplicas: 5}'),
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'spec: {minReplicas: 8, maxReplicas: 5}'),
      [
        'error scaling-bounds: the least (8) is more than the most (5): nothing is scaled by these bounds',
        'warning scaling-bounds: spec.minReplicas changes from 2 to 8',
      ],
    ],
    [
      'another account',
      deployment('serviceAccountName: reader'),
      deployment('serviceAccountName: admin'),
      ['warning rbac-widening: its pods have the rights of ServiceAccount admin, not of reader'],
    ],
    [
      'rights for everyone',
      object(
        'rbac.authorization.k8s.io/v1',
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: view}',
      ),
      object(
        'rbac.authorization.k8s.io/v1',
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: view}, subjects: [{kind: Group, name: "system:authenticated"}]',
      ),
      ['error rbac-widening: newly gives Group system:authenticated the ClusterRole view'],
    ],
    [
      'another type of Secret',
      object('v1', 'Secret', 'type: Opaque'),
      object('v1', 'Secret', 'type: example.com/token'),
      [
        'error immutable-field: type cannot be changed: the API server refuses the update, and the sync fails',
      ],
    ],
    [
      'a larger volume',
      object('v1', 'PersistentVolumeClaim', 'spec: {resources: {requests: {storage: 5Gi}}}'),
      object('v1', 'PersistentVolumeClaim', 'spec: {resources: {requests: {storage: 10Gi}}}'),
      [],
    ],
    [
      'a hook, which is made anew each time',
      object(
        'batch/v1',
        'Job',
        'spec: {template: {spec: {hostname: x}}}',
        'annotations: {argocd.argoproj.io/hook: PreSync}',
      ),
      object(
        'batch/v1',
        'Job',
        'spec: {template: {spec: {hostname: y}}}',
        'annotations: {argocd.argoproj.io/hook: PreSync}',
      ),
      [],
    ],
    [
      'pods that are confined less in a namespace',
      '{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: restricted}}}',
      '{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: baseline}}}',
      ['warning protection-cut: restricted is no longer enforced by Pod Security on the pods in it'],
    ],
    [
      'a webhook that may fail',
      object(
        'admissionregistration.k8s.io/v1',
        'ValidatingWebhookConfiguration',
        'webhooks: [{name: w.example.com}]',
      ),
      object(
        'admissionregistration.k8s.io/v1',
        'ValidatingWebhookConfiguration',
        'webhooks: [{name: w.example.com, failurePolicy: Ignore}]',
      ),
      [
        'warning protection-cut: w.example.com is no longer required: requests pass without it when it cannot be reached',
      ],
    ],
    [
      'a policy that only warns',
      object(
        'admissionregistration.k8s.io/v1',
        'ValidatingAdmissionPolicyBinding',
        'spec: {policyName: p, validationActions: [Deny]}',
      ),
      object(
        'admissionregistration.k8s.io/v1',
        'ValidatingAdmissionPolicyBinding',
        'spec: {policyName: p, validationActions: [Warn]}',
      ),
      ['warning protection-cut: Deny is no longer what it does: requests that its policy refuses pass'],
    ],
    [
      'a policy that does not fail',
      object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'spec: {}'),
      object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'spec: {failurePolicy: Ignore}'),
      [
        'warning protection-cut: Fail is no longer its failurePolicy: requests pass where it cannot be evaluated',
      ],
    ],
    [
      'a version that is gone',
      object(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        'spec: {versions: [{name: v1, served: true}, {name: v2, served: true}]}',
      ),
      object(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        'spec: {versions: [{name: v2, served: true}]}',
      ),
      [
        'warning protection-cut: v1 is no longer served: whoever uses this version fails, and objects stored in it may be lost',
      ],
    ],
    [
      'a direction that is open',
      network('policyTypes: [Ingress, Egress]'),
      network('policyTypes: [Ingress]'),
      ['warning protection-cut: Egress is no longer restricted by it'],
    ],
    [
      'traffic that need not be encrypted',
      object('security.istio.io/v1', 'PeerAuthentication', 'spec: {mtls: {mode: STRICT}}'),
      object('security.istio.io/v1', 'PeerAuthentication', 'spec: {mtls: {mode: PERMISSIVE}}'),
      ['warning protection-cut: STRICT is no longer its mode: traffic that is not encrypted is accepted'],
    ],
    [
      'a budget that no node can be drained with',
      object('policy/v1', 'PodDisruptionBudget', 'spec: {maxUnavailable: 1}'),
      object('policy/v1', 'PodDisruptionBudget', 'spec: {maxUnavailable: 0}'),
      ['warning protection-cut: lets no pod be evicted: nodes cannot be drained'],
    ],
    [
      "the node's own files",
      deployment('hostname: x'),
      deployment('hostname: x, volumes: [{name: v, hostPath: {path: /etc}}]'),
      ["warning exposure: its pods see the node's /etc (hostPath)"],
    ],
    [
      'a number taken from the scaler, be it the default',
      deployment('hostname: x'),
      deployment('hostname: x', 'replicas: 1,'),
      ["warning scaling-bounds: spec.replicas is fixed at 1 from now on: no scaler's number lasts beside it"],
    ],
    ['a number that was fixed before', deployment('', 'replicas: 1,'), deployment(''), []],
    [
      'pods that all stop',
      deployment('hostname: x', 'strategy: {type: Recreate},'),
      deployment('hostname: y', 'strategy: {type: Recreate},'),
      ['warning recreation: all its pods stop before new ones start (strategy Recreate)'],
    ],
    [
      'pods that will all stop',
      deployment('hostname: x'),
      deployment('hostname: x', 'strategy: {type: Recreate},'),
      ['warning recreation: all its pods stop before new ones start, from now on (strategy Recreate)'],
    ],
    [
      'pods that no longer all stop',
      deployment('hostname: x', 'strategy: {type: Recreate},'),
      deployment('hostname: x'),
      [],
    ],
    [
      'a number of pods that all stop some day',
      deployment('hostname: x', 'replicas: 1, strategy: {type: Recreate},'),
      deployment('hostname: x', 'replicas: 2, strategy: {type: Recreate},'),
      [],
    ],
    [
      'what can be replaced though it cannot be changed',
      object(
        'batch/v1',
        'Job',
        'spec: {template: {spec: {hostname: x}}}',
        'annotations: {argocd.argoproj.io/sync-options: "Force=true,Replace=true"}',
      ),
      object(
        'batch/v1',
        'Job',
        'spec: {template: {spec: {hostname: y}}}',
        'annotations: {argocd.argoproj.io/sync-options: "Force=true,Replace=true"}',
      ),
      [
        'error immutable-field: spec.template.spec.hostname cannot be changed: the object is deleted and created again',
      ],
    ],
    [
      'an image of a Pod, which can be changed',
      object('v1', 'Pod', 'spec: {containers: [{name: a, image: "x:1"}]}'),
      object('v1', 'Pod', 'spec: {containers: [{name: a, image: "x:2"}]}'),
      [],
    ],
    [
      'less in all',
      object('v1', 'ResourceQuota', 'spec: {hard: {pods: 10, requests.cpu: 4}}'),
      object('v1', 'ResourceQuota', 'spec: {hard: {pods: 5, requests.cpu: 4000m}}'),
      ['warning capacity-cut: spec.hard.pods is cut from 10 to 5'],
    ],
    [
      'a number of replicas that is no longer said',
      deployment('hostname: x', 'replicas: 4,'),
      deployment('hostname: x'),
      ['warning capacity-cut: spec.replicas is cut from 4 to 1'],
    ],
    [
      'smaller containers, by name',
      deployment(
        'containers: [{name: x, resources: {limits: {cpu: 1}}}, {name: y, resources: {limits: {cpu: 1}}}]',
      ),
      deployment(
        'containers: [{name: y, resources: {limits: {cpu: 500m}}}, {name: x, resources: {limits: {cpu: 2}}}]',
      ),
      ['warning capacity-cut: spec.template.spec.containers[0].resources.limits.cpu is cut from 1 to 500m'],
    ],
    [
      'a scaler that can sleep',
      object('keda.sh/v1alpha1', 'ScaledObject', 'spec: {scaleTargetRef: {name: a}, triggers: []}'),
      object(
        'keda.sh/v1alpha1',
        'ScaledObject',
        'spec: {scaleTargetRef: {name: a}, triggers: [], idleReplicaCount: 0}',
      ),
      ['warning scaling-bounds: spec.idleReplicaCount changes from none to 0'],
    ],
    [
      'a Service for all nodes',
      service('type: ClusterIP'),
      service('type: NodePort'),
      ['warning exposure: is reachable on every node (type NodePort)'],
    ],
    [
      'a new Service for outside',
      '',
      service('type: LoadBalancer'),
      ['warning exposure: is reachable outside of the cluster (type LoadBalancer)'],
    ],
    [
      'a Service that was there',
      service('type: LoadBalancer'),
      service('type: LoadBalancer, sessionAffinity: ClientIP'),
      [],
    ],
    [
      'a new name for outside',
      object('networking.k8s.io/v1', 'Ingress', 'spec: {rules: [{host: a.b}]}'),
      object('networking.k8s.io/v1', 'Ingress', 'spec: {rules: [{host: c.d}, {host: a.b}]}'),
      ['warning exposure: is reachable from outside as c.d'],
    ],
    [
      'a network that opens',
      network('egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'),
      network('egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}, {ipBlock: {cidr: 0.0.0.0/0}}]}]'),
      ['warning exposure: allows egress to 0.0.0.0/0 that it did not'],
    ],
    [
      'a network for other pods',
      network('ingress: []'),
      network('ingress: [{from: [{podSelector: {}}]}]'),
      ['warning exposure: allows ingress from pods that match {"podSelector":{}} that it did not'],
    ],
    ['a new network policy, which only takes away', '', network('ingress: [{}]'), []],
    [
      'pods on the network of their node',
      deployment('hostNetwork: false'),
      deployment('hostNetwork: true'),
      ["warning exposure: its pods share the node's own (hostNetwork)"],
    ],
    [
      'a right that is new',
      role('{apiGroups: [apps], resources: [deployments], verbs: [get]}'),
      role('{apiGroups: [apps], resources: [deployments], verbs: [get, delete]}'),
      ['warning rbac-widening: newly allows delete deployments.apps'],
    ],
    [
      'a right that another one holds already',
      role('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}'),
      role(
        '{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}, {apiGroups: [""], resources: [pods], verbs: [get]}',
      ),
      [],
    ],
    [
      'a right of which the names go',
      role('{apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [x]}'),
      role('{apiGroups: [""], resources: [secrets], verbs: [get]}'),
      ['warning rbac-widening: newly allows get secrets'],
    ],
    [
      'a right to get any other',
      '',
      role('{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate]}'),
      ['error rbac-widening: newly allows escalate clusterroles.rbac.authorization.k8s.io'],
    ],
    [
      'many rights',
      role(''),
      role('{nonResourceURLs: [/a, /b, /c, /d, /e, /f], verbs: [get]}'),
      ['warning rbac-widening: newly allows get /a, get /b, get /c, get /d, get /e and 1 more'],
    ],
    [
      'a binding to everything',
      '',
      object(
        'rbac.authorization.k8s.io/v1',
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: cluster-admin}, subjects: [{kind: User, name: x}]',
      ),
      ['error rbac-widening: newly gives User x the ClusterRole cluster-admin'],
    ],
    [
      'a chart',
      application('chart: x, targetRevision: 1.0.0'),
      application('chart: x, targetRevision: 1.1.0'),
      [
        'warning chart-change: Argo CD renders the chart by itself: the effect of the change is not shown here',
      ],
    ],
    [
      'a folder of manifests, which is no chart',
      application('path: x, targetRevision: a'),
      application('path: x, targetRevision: b'),
      [],
    ],
  ])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
});
