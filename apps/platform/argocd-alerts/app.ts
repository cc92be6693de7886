import { alertRule, defineApp, type kinds, Manifest, PlatformNamespace } from '#plumb';

const ARGO_NAMESPACE = 'argocd';

/** Of the application controller, which gives it no name. */
const METRICS_PORT = 8082;

/**
 * Apart from the app `argocd`, which is synced before there is a monitoring whose kinds these are.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
 */
export default defineApp({
  description: 'What is watched of Argo CD: applications that do not reach git, or that are unwell',
  scope: 'hub',
  tier: 0,
  dependsOn: ['monitoring'],
  settings: {},

  render(chart) {
    new PlatformNamespace(chart, 'namespace');
    new Manifest<kinds.PodMonitor>(chart, 'monitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'argocd' },
      spec: {
        namespaceSelector: { matchNames: [ARGO_NAMESPACE] },
        selector: { matchLabels: { 'app.kubernetes.io/name': 'argocd-application-controller' } },
        podMetricsEndpoints: [{ portNumber: METRICS_PORT, interval: '30s' }],
      },
    });
    new Manifest<kinds.PrometheusRule>(chart, 'rules', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'argocd' },
      spec: {
        groups: [
          {
            name: 'argo-cd',
            rules: [
              alertRule('ApplicationOutOfSync', 'argocd_app_info{sync_status="OutOfSync"} == 1', {
                for: '30m',
                severity: 'ticket',
                summary:
                  '{{ $labels.name }} differs from git for half an hour: its sync fails, or a sync window denies it',
              }),
              alertRule('ApplicationDegraded', 'argocd_app_info{health_status="Degraded"} == 1', {
                for: '15m',
                severity: 'page',
                summary: '{{ $labels.name }} is degraded',
              }),
            ],
          },
        ],
      },
    });
  },
});
