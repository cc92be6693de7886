/** Valid objects of many kinds, for mutation. */

const labels = { 'app.kubernetes.io/name': 'web' };

export const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'web', labels, annotations: { 'example.com/Note': 'any text' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'example.com/web@sha256:0',
            ports: [{ name: 'http', containerPort: 8080 }],
            env: [{ name: 'A', value: 'b' }],
            readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 5 },
            resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi', cpu: 1 } },
            securityContext: { capabilities: { drop: ['ALL'] } },
          },
        ],
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
        ],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
      },
    },
  },
};

const networkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'web' },
  spec: {
    podSelector: {},
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: labels } }] }],
  },
};

const cronJob = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'nightly' },
  spec: {
    schedule: '0 3 * * *',
    jobTemplate: {
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'job', image: 'x' }] } } },
    },
  },
};

const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'system:reader' },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
};

export const scaledObject = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { name: 'web' },
    minReplicaCount: 0,
    triggers: [
      {
        type: 'cron',
        metadata: { timezone: 'Asia/Tokyo', start: '0 8 * * *', end: '0 20 * * *', desiredReplicas: '5' },
      },
    ],
    advanced: {
      horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 300 } } },
    },
  },
};

const rollout = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: labels },
    template: deployment.spec.template,
    strategy: {
      canary: {
        canaryService: 'web-canary',
        stableService: 'web',
        trafficRouting: { istio: { virtualService: { name: 'web' } } },
        steps: [
          { setWeight: 5 },
          { pause: { duration: '5m' } },
          { analysis: { templates: [{ templateName: 'errors' }] } },
        ],
      },
    },
  },
};

const application = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'web' },
  spec: {
    project: 'receipts',
    destination: { name: 'hub', namespace: 'web' },
    source: {
      repoURL: 'https://example.com/repo',
      path: 'dist',
      targetRevision: 'main',
      directory: { recurse: true },
    },
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
  },
};

const schedule = {
  apiVersion: 'velero.io/v1',
  kind: 'Schedule',
  metadata: { name: 'hourly' },
  spec: { schedule: '0 * * * *', template: { includedNamespaces: ['web'], ttl: '720h0m0s' } },
};

const nodePool = {
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: 'spot' },
  spec: {
    limits: { cpu: 100 },
    template: {
      spec: {
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
        requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] }],
      },
    },
  },
};

const virtualService = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'web' },
  spec: {
    hosts: ['web'],
    http: [{ name: 'primary', route: [{ destination: { host: 'web', port: { number: 80 } }, weight: 100 }] }],
  },
};

const externalSecret = {
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name: 'web' },
  spec: {
    secretStoreRef: { kind: 'ClusterSecretStore', name: 'aws' },
    data: [{ secretKey: 'token', remoteRef: { key: 'web', property: 'token' } }],
  },
};

const queue = {
  apiVersion: 'sqs.services.k8s.aws/v1alpha1',
  kind: 'Queue',
  metadata: { name: 'work' },
  spec: { queueName: 'work', visibilityTimeout: '60', kmsMasterKeyRef: { from: { name: 'work' } } },
};

export const samples = [
  deployment,
  networkPolicy,
  cronJob,
  role,
  scaledObject,
  rollout,
  application,
  schedule,
  nodePool,
  virtualService,
  externalSecret,
  queue,
];
