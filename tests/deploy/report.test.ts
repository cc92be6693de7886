import { expect, test } from 'vitest';
import type { Deployed } from '../../src/deploy/deploy.ts';
import type { ApplicationState } from '../../src/deploy/judge.ts';
import { readRendered } from '../../src/deploy/rendered.ts';
import { deployReport } from '../../src/deploy/report.ts';
import { progressLine } from '../../src/deploy/wait.ts';
import { exitCodeOf } from '../../src/report/exit-code.ts';
import { formatDocument } from '../../src/report/format.ts';
import { missing, renderedFolder, state } from './fixture.ts';

function deployed(...states: readonly ApplicationState[]): Deployed {
  const environment = readRendered(renderedFolder(), 'test');
  return { environment, states, last: { applications: [], applicationSets: [] }, seconds: 61.23 };
}

const progressing = state('test-near-cart', 'wave-1', {
  health: 'Progressing',
  isDone: false,
  problems: [
    {
      rule: 'unhealthy-object',
      message: 'Deployment.apps cart/cart is Progressing',
      next: 'look',
      waits: true,
    },
  ],
});
const root = state('root', 'root', {
  health: 'Progressing',
  isDone: false,
  problems: [{ rule: 'sync-running', message: 'a sync runs', next: 'wait', waits: true }],
});

test('all done', () => {
  const { document, findings } = deployReport('plumb deploy', deployed(state('test-near-cart', 'wave-1')));
  expect(exitCodeOf(findings)).toBe(0);
  expect(formatDocument(document, 'text')).toBe(
    `application     made by  sync    health   since                 commit
test-near-cart  wave-1   Synced  Healthy  2026-11-22T00:44:18Z  1f649d00

plumb deploy: test: 1 of 1 Application Synced and Healthy after 61.2 s
`,
  );
});

test('what is broken comes first, then what still waits; that the root Application waits is no news', () => {
  const broken = state('test-near-list', 'wave-1', {
    health: 'Degraded',
    isDone: false,
    problems: [
      { rule: 'sync-failed', message: 'ConfigMap list/a cannot be applied', next: 'fix', waits: false },
    ],
  });
  const all = deployed(
    state('test-near-keda', 'wave-0'),
    progressing,
    broken,
    missing('test-near-pay', 'wave-2'),
    root,
  );
  const { document, findings } = deployReport('plumb deploy', all);
  expect(exitCodeOf(findings)).toBe(1);
  const text = formatDocument(document, 'text');
  expect(text).toContain(`Broken
test-near-list: error[sync-failed]: ConfigMap list/a cannot be applied
  next: fix

Not done in time
root: error[application-missing]: has not made wave-2 yet: it waits for wave-1, where test-near-cart is not done; 1 Application not there: test-near-pay
  next: settle wave-1 first
test-near-cart: error[unhealthy-object]: Deployment.apps cart/cart is Progressing
  next: look

plumb deploy: test: 1 of 5 Applications Synced and Healthy within 61.2 s (3 errors)
`);
  expect(text).not.toContain('a sync runs');
  expect(text.indexOf('test-near-keda')).toBeGreaterThan(text.indexOf('test-near-pay'));
});

test('a root Application that alone is not done says why', () => {
  const { findings } = deployReport('plumb deploy', deployed(state('test-near-cart', 'wave-1'), root));
  expect(findings).toMatchObject([{ subject: 'root', rule: 'sync-running' }]);
});

test('for programs, every Application with its state', () => {
  const { document } = deployReport('plumb deploy', deployed(progressing));
  const { result } = JSON.parse(formatDocument(document, 'json')) as { result: unknown };
  expect(result).toMatchObject({
    environment: 'test',
    seconds: 61.23,
    applications: [{ name: 'test-near-cart', health: 'Progressing', isDone: false }],
  });
});

test('progress says how many of a wave are done, and which are not', () => {
  expect(progressLine([state('a', 'wave-1')])).toBe('1 of 1 Application Synced and Healthy');
  expect(progressLine([state('a', 'wave-1'), progressing, missing('b', 'wave-1')])).toBe(
    '1 of 3 Applications Synced and Healthy; test-near-cart Synced, Progressing, b not there yet',
  );
  expect(progressLine([missing('b', 'wave-1')])).toBe('1 Application not there yet');
});
