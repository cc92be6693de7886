import {
  type AppChart,
  type AppContext,
  ClusterManifest,
  clusterName,
  conventions,
  type kinds,
  Manifest,
} from '#plumb';

/** Name of Alertmanager's port, by which Prometheus finds it; the chart's own default is another one. */
export const ALERTMANAGER_PORT = 'web';

/** Of the Prometheus, and of what belongs to it. */
export const NAME = 'platform';

/** Labels that prometheus-operator puts on the pods of the Prometheus `platform`. */
const PROMETHEUS_PODS = { 'app.kubernetes.io/name': 'prometheus', 'app.kubernetes.io/instance': NAME };

/** Prometheus, named by cluster, and the account with which it reads what there is to watch. */
export function addPrometheus(chart: AppChart, { environment, region, namespace }: AppContext): void {
  addAccount(chart, namespace);
  new Manifest<kinds.Prometheus>(chart, 'prometheus', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { name: NAME },
    spec: {
      replicas: 2,
      serviceAccountName: NAME,
      priorityClassName: 'tier-0',
      topologySpreadConstraints: [
        {
          topologyKey: 'topology.kubernetes.io/zone',
          maxSkew: 1,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: PROMETHEUS_PODS },
        },
      ],
      externalLabels: { cluster: clusterName(environment.name, region.name), region: region.name },
      retention: '15d',
      scrapeInterval: '30s',
      evaluationInterval: '30s',
      // Empty selectors: monitors and rules of every namespace count.
      serviceMonitorSelector: {},
      serviceMonitorNamespaceSelector: {},
      podMonitorSelector: {},
      podMonitorNamespaceSelector: {},
      ruleSelector: {},
      ruleNamespaceSelector: {},
      alerting: {
        alertmanagers: [{ namespace, name: 'alertmanager-operated', port: ALERTMANAGER_PORT }],
      },
      resources: { requests: { cpu: '1', memory: '8Gi' }, limits: { memory: '8Gi' } },
      storage: {
        volumeClaimTemplate: {
          spec: {
            storageClassName: conventions.STORAGE_CLASS,
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '100Gi' } },
          },
        },
      },
    },
  });
}

function addAccount(chart: AppChart, namespace: string): void {
  new Manifest<kinds.ServiceAccount>(chart, 'account', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: NAME },
  });
  new ClusterManifest<kinds.ClusterRole>(chart, 'role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'prometheus' },
    rules: [
      { apiGroups: [''], resources: ['endpoints', 'pods', 'services'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics', '/metrics/cadvisor'], verbs: ['get'] },
    ],
  });
  new ClusterManifest<kinds.ClusterRoleBinding>(chart, 'role-binding', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'prometheus' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'prometheus' },
    subjects: [{ kind: 'ServiceAccount', name: NAME, namespace }],
  });
}
