import { expect, test } from 'vitest';
import { Alerts } from '../../src/constructs/alerts/alerts.ts';
import { BURN_RATE_ALERTS } from '../../src/constructs/alerts/burn-rate.ts';
import { Backup } from '../../src/constructs/backup/backup.ts';
import { HttpService } from '../../src/constructs/http-service.ts';
import {
  exampleChart,
  exampleContext,
  objectOf,
  objectsOf,
  problemsOf,
  schemaProblemsOf,
} from './fixtures.ts';

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
}

function rulesOf(chart: ReturnType<typeof exampleChart>): Rule[] {
  const spec = objectOf(chart, 'PrometheusRule')['spec'] as { groups: { rules: Rule[] }[] };
  return spec.groups.flatMap(({ rules }) => rules);
}

test('watches objectives, capacity and backups', () => {
  const settings = {
    ...exampleContext().settings,
    backup: { recoveryPointMinutes: 30, durationMinutes: 5, retentionDays: 7 },
  };
  const chart = exampleChart({ settings });
  const workload = new HttpService(chart, 'api');
  const backup = new Backup(chart, 'backup');
  new Alerts(chart, 'alerts', {
    workload,
    backup,
    objective: { availabilityPercent: 99.9, latencyMilliseconds: 200 },
  });
  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  const rules = rulesOf(chart);
  expect(rules.flatMap(({ alert }) => alert ?? [])).toEqual([
    'ErrorBudgetBurn',
    'ErrorBudgetBurn',
    'ErrorBudgetBurn',
    'LatencyAboveObjective',
    'ScalerAtMaximum',
    'ScalerCannotReadMetrics',
    'PodsPending',
    'BackupTooOld',
    'BackupMissing',
  ]);
  // As soon as more would be lost than the 30 minutes promised.
  expect(rules.find(({ alert }) => alert === 'BackupTooOld')).toMatchObject({
    expr: expect.stringMatching(/> 1800$/),
  });
  expect(rules.find(({ alert }) => alert === 'BackupTooOld')).not.toHaveProperty('for');
});

test('every recorded window is read, and every window read is recorded', () => {
  const chart = exampleChart();
  new Alerts(chart, 'alerts', {
    workload: new HttpService(chart, 'api'),
    objective: { availabilityPercent: 99.9 },
  });
  const rules = rulesOf(chart);
  const recorded = rules.flatMap(({ record }) => record ?? []).sort();
  const read = new Set(
    rules.filter(({ alert }) => alert).flatMap(({ expr }) => expr.match(/workload:\S+?(?=\{)/g) ?? []),
  );
  expect([...read].sort()).toEqual(recorded);
  expect(rules.find(({ alert }) => alert === 'ErrorBudgetBurn')?.expr).toContain('> 14.4 * 0.001');
});

test('burn rates follow from the budget that is spent within the window', () => {
  const hours: Record<string, number> = { '1h': 1, '6h': 6, '3d': 72 };
  for (const { burnRate, longWindow, budgetSpentPercent } of BURN_RATE_ALERTS) {
    expect(((hours[longWindow] ?? 0) * burnRate) / (30 * 24)).toBeCloseTo(budgetSpentPercent / 100, 10);
  }
});

test('without anything to judge there are metrics and no rules', () => {
  const chart = exampleChart({ settings: { resources: { cpu: '1', memory: '1Gi' }, replicas: 2 } });
  new Alerts(chart, 'alerts', { workload: new HttpService(chart, 'api') });
  const kinds = objectsOf(chart).map(({ kind }) => kind);
  expect(kinds).toContain('ServiceMonitor');
  expect(kinds).not.toContain('PrometheusRule');
});

test('a number that cannot move is not told to be at its maximum', () => {
  const scaling = { minReplicas: 1, maxReplicas: 1, cpuPercent: 50 };
  const chart = exampleChart({ settings: { ...exampleContext().settings, scaling } });
  new Alerts(chart, 'alerts', { workload: new HttpService(chart, 'api') });
  expect(rulesOf(chart).map(({ alert }) => alert)).toEqual(['ScalerCannotReadMetrics', 'PodsPending']);
});

test('an objective of 100 % is told', () => {
  const chart = exampleChart();
  new Alerts(chart, 'alerts', {
    workload: new HttpService(chart, 'api'),
    objective: { availabilityPercent: 100 },
  });
  expect(problemsOf(chart).join('\n')).toMatch(/leaves no error budget/);
});
