import { conventions, defineApp, type kinds, Manifest, PlatformNamespace } from '#plumb';
import { ALERTMANAGER_PORT, addPrometheus, NAME } from './prometheus.ts';
import { platformRules } from './rules.ts';

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

  render(chart, context) {
    // The node exporter reads the host.
    new PlatformNamespace(chart, 'namespace', { podSecurity: 'privileged' });
    addPrometheus(chart, context);
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
      metadata: { name: NAME },
      spec: { groups: platformRules },
    });
  },
});
