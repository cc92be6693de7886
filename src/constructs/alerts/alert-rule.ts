import type { PrometheusRule } from '../../kubernetes/1.34/types/monitoring.coreos.com_v1.ts';

type RuleGroup = NonNullable<PrometheusRule['spec']['groups']>[number];
export type Rule = NonNullable<RuleGroup['rules']>[number];

export interface AlertRuleProps {
  /** How long the expression must hold, e.g. `10m`; `0m` for at once. */
  readonly for: string;
  /** Whether someone is woken up, or finds it in the morning. */
  readonly severity: 'page' | 'ticket';
  /** One line; may name the labels of the series, e.g. `{{ $labels.name }}`. */
  readonly summary: string;
}

/** An alerting rule over any series, with what every alert says. */
export function alertRule(name: string, expr: string, props: AlertRuleProps): Rule {
  return {
    alert: name,
    expr,
    for: props.for,
    labels: { severity: props.severity },
    annotations: { summary: props.summary },
  };
}
