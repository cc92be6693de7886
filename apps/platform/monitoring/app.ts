import {
  ClusterManifest,
  clusterName,
  conventions,
  defineApp,
  type kinds,
  Manifest,
  PlatformNamespace,
} from '#plumb';
import { platformRules } from './rules.ts';

/** Of the Prometheus, and of what belongs to it. */
const NAME = 'platform';

/** Name of Alertmanager's port, by which Prometheus finds it; the chart's own default is another one. */
const ALERTMANAGER_PORT = 'web';

/** Labels that prometheus-operator puts on the pods of the Prometheus `platform`. */
const PROMETHEUS_PODS = { 'app.kubernetes.io/name': 'prometheus', 'app.kubernetes.io/instance': NAME };

/**
 * Every alert goes to incident-sage, which finds what belongs together and tells people. `Watchdog` always fires, so
 * that a silent monitoring is noticed by its absence: it is repeated often.
 */
const ALERT_ROUTES = {
  route: {
    receiver: 'incident-sage',
    group_by: ['namespace', 'alertname'],
    group_wait: '30s',
    group_interval: '5m',
    repeat_interval: '4h',
    routes: [{ receiver: 'incident-sage', matchers: ['alertname = "Watchdog"'], repeat_interval: '5m' }],
  },
  receivers: [
    {
      name: 'incident-sage',
      webhook_configs: [
        { url: 'http://incident-sage.incident-sage.svc.cluster.local/alerts', send_resolved: true },
      ],
    },
  ],
};

export default defineApp({
  description: 'Prometheus and what it alerts on; every scaler, canary and alert reads it',
  scope: 'region',
  tier: 0,
  namespace: conventions.MONITORING_NAMESPACE,
  dependsOn: ['cluster-basics'],
  charts: {
    'kube-prometheus-stack': {
      repository: 'https://prometheus-community.github.io/helm-charts',
      version: '77.0.0',
      values: {
        // The operator, its CRDs, node and object metrics; the Prometheus itself is ours, as it is named by region.
        prometheus: { enabled: false },
        grafana: { enabled: false },
        // EKS runs these where nobody can read their metrics; watched, they would be told to be down for ever.
        kubeControllerManager: { enabled: false },
        kubeEtcd: { enabled: false },
        kubeProxy: { enabled: false },
        kubeScheduler: { enabled: false },
        alertmanager: {
          alertmanagerSpec: {
            replicas: 2,
            priorityClassName: 'tier-0',
            portName: ALERTMANAGER_PORT,
          },
          config: ALERT_ROUTES,
        },
      },
    },
  },
  settings: {},

  render(chart, { environment, region, namespace }) {
    // The node exporter reads the host.
    new PlatformNamespace(chart, 'namespace', { podSecurity: 'privileged' });
    const name = NAME;
    new Manifest<kinds.ServiceAccount>(chart, 'account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
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
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
    new Manifest<kinds.Prometheus>(chart, 'prometheus', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Prometheus',
      metadata: { name },
      spec: {
        replicas: 2,
        serviceAccountName: name,
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
    new Manifest<kinds.PodMonitor>(chart, 'proxies', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: conventions.PROXY_MONITOR },
      spec: {
        namespaceSelector: { any: true },
        selector: { matchLabels: { 'sidecar.istio.io/inject': 'true' } },
        podMetricsEndpoints: [
          { port: conventions.PROXY_METRICS_PORT.name, path: '/stats/prometheus', interval: '15s' },
        ],
      },
    });
    new Manifest<kinds.PrometheusRule>(chart, 'rules', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name },
      spec: { groups: platformRules() },
    });
  },
});
