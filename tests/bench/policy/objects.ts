/** Workloads of seven kinds. Every so many break a rule, each rule at another rhythm. */

const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const;

export function benchObjects(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => workload(index));
}

/** Whether an object is one of those that break a rule. */
function breaks(index: number, every: number): boolean {
  return index % every === every - 1;
}

function workload(index: number): object {
  const kind = kinds[index % kinds.length] ?? 'Pod';
  const name = `${kind.toLowerCase()}-${index}`;
  const labels = { 'app.kubernetes.io/name': name };
  const metadata = {
    name,
    namespace: `team-${index % 20}`,
    labels: { ...labels, team: breaks(index, 13) ? 'nobody' : `team-${'abcde'[index % 5]}` },
  };
  const spec = podSpec(index, kind);
  const template = { metadata: { labels }, spec };
  const selector = { matchLabels: labels };
  switch (kind) {
    case 'Pod':
      return {
        apiVersion: 'v1',
        kind,
        metadata: { ...metadata, labels: { ...metadata.labels, ...labels } },
        spec,
      };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { backoffLimit: 2, template } };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind,
        metadata,
        spec: { schedule: '17 * * * *', jobTemplate: { spec: { template } } },
      };
    case 'DaemonSet':
      return { apiVersion: 'apps/v1', kind, metadata, spec: { selector, template } };
    case 'StatefulSet':
      return {
        apiVersion: 'apps/v1',
        kind,
        metadata,
        spec: { replicas: 3, serviceName: name, selector, template },
      };
    default:
      return { apiVersion: 'apps/v1', kind, metadata, spec: { replicas: 3, selector, template } };
  }
}

function podSpec(index: number, kind: string): object {
  const runsToCompletion = kind === 'Job' || kind === 'CronJob';
  return {
    serviceAccountName: breaks(index, 31) ? 'default' : 'workload',
    automountServiceAccountToken: breaks(index, 11),
    priorityClassName: 'standard',
    ...(runsToCompletion && { restartPolicy: 'Never' }),
    ...(breaks(index, 97) && { hostNetwork: true }),
    securityContext: { runAsNonRoot: !breaks(index, 29), seccompProfile: { type: 'RuntimeDefault' } },
    initContainers: [container(index, 'migrate')],
    containers: [container(index, 'main'), container(index + 1, 'proxy')],
    volumes: [
      { name: 'scratch', emptyDir: {} },
      { name: 'settings', configMap: { name: 'settings' } },
    ],
  };
}

function container(index: number, name: string): object {
  const digest = (index % 16).toString(16).repeat(64);
  return {
    name,
    image: breaks(index, 17)
      ? `registry.example/${name}:latest`
      : `registry.example/team/${name}@sha256:${digest}`,
    args: ['--verbose', `--shard=${index % 9}`],
    ports: [{ name: 'http', containerPort: 8000 + (index % 100) }],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: breaks(index, 41) ? 'DB_PASSWORD' : 'DB_HOST', value: 'database' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key: 'value' } } },
    ],
    volumeMounts: [
      { name: 'scratch', mountPath: '/tmp' },
      { name: 'settings', mountPath: '/etc/settings' },
    ],
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { memory: breaks(index, 37) ? '64Mi' : '256Mi' },
    },
    securityContext: {
      allowPrivilegeEscalation: breaks(index, 19),
      readOnlyRootFilesystem: !breaks(index, 23),
      capabilities: { drop: breaks(index, 43) ? ['NET_RAW'] : ['ALL'] },
    },
  };
}
