/**
 * Multi-window, multi-burn-rate alerts on an error budget.
 *
 * A burn rate of 1 spends the budget exactly over the 30 days of the objective. Figures of the Google SRE Workbook,
 * chapter 5, table 5-2 and "Recommended parameters for an SLO-based alerting configuration":
 * https://sre.google/workbook/alerting-on-slos/
 */
export interface BurnRateAlert {
  readonly severity: 'page' | 'ticket';
  readonly burnRate: number;
  /** Long enough that a blip does not alert. */
  readonly longWindow: string;
  /** Short, so that the alert ends soon after the errors do. */
  readonly shortWindow: string;
  /** Share of the 30 days' budget that is gone when it fires. */
  readonly budgetSpentPercent: number;
}

export const BURN_RATE_ALERTS: readonly BurnRateAlert[] = [
  { severity: 'page', burnRate: 14.4, longWindow: '1h', shortWindow: '5m', budgetSpentPercent: 2 },
  { severity: 'page', burnRate: 6, longWindow: '6h', shortWindow: '30m', budgetSpentPercent: 5 },
  { severity: 'ticket', burnRate: 1, longWindow: '3d', shortWindow: '6h', budgetSpentPercent: 10 },
];

/** Every window that an alert reads, each once. */
export const BURN_RATE_WINDOWS: readonly string[] = [
  ...new Set(BURN_RATE_ALERTS.flatMap(({ longWindow, shortWindow }) => [shortWindow, longWindow])),
];
