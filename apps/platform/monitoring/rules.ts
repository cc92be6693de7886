import { alertRule, type kinds } from '#plumb';

type RuleGroup = NonNullable<kinds.PrometheusRule['spec']['groups']>[number];

const keda: RuleGroup = {
  name: 'keda',
  rules: [
    alertRule(
      'KedaScalerErrors',
      'sum by (exported_namespace, scaledObject) (rate(keda_scaler_detail_errors_total[5m])) > 0',
      {
        for: '10m',
        severity: 'ticket',
        summary: 'KEDA cannot read a metric of {{ $labels.exported_namespace }}/{{ $labels.scaledObject }}',
      },
    ),
  ],
};

const velero: RuleGroup = {
  name: 'velero',
  rules: [
    alertRule(
      'BackupFailed',
      'increase(velero_backup_failure_total[1h]) + increase(velero_backup_partial_failure_total[1h]) > 0',
      {
        for: '0m',
        severity: 'ticket',
        summary: 'a backup of {{ $labels.schedule }} failed or is incomplete',
      },
    ),
  ],
};

const nodes: RuleGroup = {
  name: 'nodes',
  rules: [
    alertRule(
      'NodePoolNearLimit',
      'max by (nodepool, resource_type) (karpenter_nodepools_usage / karpenter_nodepools_limit) > 0.8',
      {
        for: '15m',
        severity: 'ticket',
        summary:
          'NodePool {{ $labels.nodepool }} uses over 80 % of the {{ $labels.resource_type }} that it may have',
      },
    ),
  ],
};

const secretsAndCertificates: RuleGroup = {
  name: 'secrets-and-certificates',
  rules: [
    alertRule(
      'SecretNotRefreshed',
      'externalsecret_status_condition{condition="Ready",status="False"} == 1',
      {
        for: '15m',
        severity: 'page',
        summary:
          'the secret {{ $labels.exported_namespace }}/{{ $labels.name }} cannot be read from its store',
      },
    ),
    alertRule(
      'CertificateExpires',
      'certmanager_certificate_expiration_timestamp_seconds - time() < 14 * 24 * 3600',
      {
        for: '1h',
        severity: 'page',
        summary: 'the certificate {{ $labels.exported_namespace }}/{{ $labels.name }} ends within 14 days',
      },
    ),
  ],
};

/** What is watched of the controllers themselves; apps bring the rules about themselves. */
export const platformRules: RuleGroup[] = [keda, velero, nodes, secretsAndCertificates];
