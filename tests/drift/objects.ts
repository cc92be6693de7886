import type { KubernetesObject } from '../../src/manifest/object.ts';
import { readManifests } from '../../src/manifest/read.ts';

/** Kinds that an API server alone does not have. Their lists are one value, as they are in the projects' own definitions. */
export const definitions: readonly KubernetesObject[] = [
  definition('networking.istio.io', 'v1', 'VirtualService', 'virtualservices'),
  definition('sqs.services.k8s.aws', 'v1alpha1', 'Queue', 'queues'),
];

export function definition(group: string, version: string, kind: string, plural: string): KubernetesObject {
  const schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: schema },
            },
          },
        },
      ],
    },
  };
}

const manifests = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  creationTimestamp: null
  annotations: { example.com/owner: shop }
spec:
  selector: { matchLabels: { app: web } }
  strategy: { rollingUpdate: { maxSurge: 10% } }
  template:
    metadata:
      labels: { app: web }
    spec:
      nodeSelector: { disk: fast }
      securityContext: {}
      volumes: [{ name: cache, emptyDir: {} }]
      containers:
        - name: app
          image: registry.example/web:1
          env: [{ name: MODE, value: plain }, { name: EMPTY, value: "" }]
          ports: [{ containerPort: 8080 }]
          resources: { requests: { cpu: "0.5", memory: 1024Mi }, limits: null }
          volumeMounts: [{ name: cache, mountPath: /cache }]
status: {}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: store, namespace: shop }
spec:
  replicas: 3
  serviceName: store
  selector: { matchLabels: { app: store } }
  template:
    metadata: { labels: { app: store } }
    spec:
      containers: [{ name: store, image: "registry.example/store:1" }]
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: shop }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data:
  app.yaml: |
    level: info
    retries: 3
  motd: |
    one
    two
---
apiVersion: v1
kind: Secret
metadata: { name: keys, namespace: shop }
stringData: { password: first-secret-value }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { minAvailable: 2, selector: { matchLabels: { app: web } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  maxReplicas: 10
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  metrics:
    - { type: Resource, resource: { name: memory, target: { type: Utilization, averageUtilization: 70 } } }
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: shop }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: job, image: "registry.example/job:1" }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: disk, namespace: shop }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1024Mi } } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: collected }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { collect: "true" } }] }
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: readers, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: gate }
webhooks:
  - name: gate.example.com
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: Ignore
    clientConfig: { service: { name: gate, namespace: shop } }
    rules: [{ apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [widgets] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec:
  hosts: [web]
  http:
    - timeout: 5s
      route:
        - { destination: { host: stable }, weight: 100 }
        - { destination: { host: canary }, weight: 0 }
---
apiVersion: sqs.services.k8s.aws/v1alpha1
kind: Queue
metadata: { name: jobs, namespace: shop }
spec: { queueName: jobs }
`;

/** What git has, as people write it: shorthand, nulls, quantities in other units, what the API server leaves out. */
export const inGit: ReadonlyMap<string, KubernetesObject> = new Map(
  readManifests(manifests, 'objects.yaml').manifests.map(({ object }) => [
    `${object.kind} ${object.metadata.name}`,
    object,
  ]),
);
