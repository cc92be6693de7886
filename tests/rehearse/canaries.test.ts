import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { canaryFindings } from '../../src/rehearse/judge/canaries.ts';
import { canariesOf } from '../../src/rehearse/observe/canaries.ts';
import { desired, moveOf, thing, timeline } from './story.ts';

function rollout(status: Readonly<Record<string, unknown>>) {
  return thing('argoproj.io/v1alpha1', 'Rollout', 'api', { spec: { strategy: { canary: {} } }, status });
}

const stable = rollout({ currentPodHash: 'old', stableRS: 'old', phase: 'Healthy' });
const half = { canary: { weights: { canary: { weight: 50 } } } };

function metric(name: string, phase: string, value: string) {
  return { name, phase, measurements: [{ value }] };
}

function run(value: string, ...others: object[]) {
  return thing('argoproj.io/v1alpha1', 'AnalysisRun', 'api-new', {
    metadata: { labels: { 'rollouts-pod-template-hash': 'new' }, ownerReferences: [{ name: 'api' }] },
    status: { phase: 'Failed', metricResults: [metric('error-rate', 'Failed', value), ...others] },
  });
}

function rulesOf(...changes: Parameters<typeof timeline>[1][]): string[] {
  const story = timeline([stable], ...changes);
  return canaryFindings(moveOf({ timeline: story })).map(({ severity, rule }) => `${severity} ${rule}`);
}

/** A version of an analysis in git, by what it asks. */
function template(kind: string, metadata: object = {}) {
  return (query: string) => thing('argoproj.io/v1alpha1', kind, 'rate', { metadata, spec: { query } });
}

function ask(path: string) {
  return { templates: [{ templateName: 'rate' }], args: [{ name: 'path', value: path }] };
}

function using(strategy: object, image = 'one') {
  const template = { spec: { containers: [{ image }] } };
  return thing('argoproj.io/v1alpha1', 'Rollout', 'api', { spec: { strategy, template } });
}

/** How a canary is judged that found nothing to measure, between these two versions of something in git. */
function severityBetween(before: KubernetesObject, after: KubernetesObject): string | undefined {
  const story = timeline([stable], ['ADDED', run('[]')], ['MODIFIED', aborted]);
  const move = moveOf({ timeline: story, from: [desired(before)], to: [desired(after)] });
  return canaryFindings(move)[0]?.severity;
}

const aborted = rollout({ currentPodHash: 'new', stableRS: 'old', phase: 'Degraded', abort: true });

describe('a new version', () => {
  test('that is taken over is nothing to stop for', () => {
    const story = timeline(
      [stable],
      ['MODIFIED', rollout({ currentPodHash: 'new', stableRS: 'old', phase: 'Progressing', ...half })],
      ['MODIFIED', rollout({ currentPodHash: 'new', stableRS: 'new', phase: 'Healthy' })],
    );
    expect(canariesOf(story)).toMatchObject([{ outcome: 'promoted', weights: [50] }]);
    expect(canaryFindings(moveOf({ timeline: story }))).toEqual([]);
  });

  test('that is aborted is an error', () => {
    expect(rulesOf(['ADDED', run('[0.4]')], ['MODIFIED', aborted])).toEqual(['error canary-aborted']);
  });

  test('that is aborted as its pods were too slow is no matter of analyses', () => {
    const message = 'RolloutAborted: ReplicaSet "api-5d8f7c9b64" has timed out progressing.';
    const slow = rollout({ ...(aborted['status'] as object), message });
    const story = timeline([stable], ['MODIFIED', slow]);
    expect(canaryFindings(moveOf({ timeline: story }))[0]).toMatchObject({
      rule: 'canary-aborted',
      next: 'see why its pods are not Ready in time, or raise progressDeadlineSeconds',
    });
  });

  test('that is aborted as nothing could be measured is not judged', () => {
    expect(rulesOf(['ADDED', run('[]')], ['MODIFIED', aborted])).toEqual(['unjudged canary-without-data']);
  });

  test('that is aborted by one metric is an error, whatever another could not measure', () => {
    const passed = run('[0]', metric('latency', 'Successful', '[]'));
    const failed = run('[0]', metric('latency', 'Failed', '[]'));
    expect(rulesOf(['ADDED', passed], ['MODIFIED', aborted])).toEqual(['error canary-aborted']);
    expect(rulesOf(['ADDED', failed], ['MODIFIED', aborted])).toEqual(['error canary-aborted']);
  });

  test.each([
    ['of its namespace', template('AnalysisTemplate'), 'error'],
    ['of the cluster', template('ClusterAnalysisTemplate', { namespace: undefined }), 'error'],
    ['of another namespace', template('AnalysisTemplate', { namespace: 'web' }), 'unjudged'],
  ])('that is aborted as nothing could be measured by a new analysis %s', (_, analysis, severity) => {
    expect(severityBetween(analysis('good'), analysis('typo'))).toBe(severity);
  });

  test.each([
    ['canary', using({ canary: { analysis: ask('good') } }), using({ canary: { analysis: ask('typo') } })],
    ['canary without one', using({ canary: {} }), using({ canary: { analysis: ask('typo') } })],
    [
      'step',
      using({ canary: { steps: [{ setWeight: 50 }, { analysis: ask('good') }] } }),
      using({ canary: { steps: [{ setWeight: 50 }, { analysis: ask('typo') }] } }),
    ],
    [
      'promotion',
      using({ blueGreen: { prePromotionAnalysis: ask('good') } }),
      using({ blueGreen: { prePromotionAnalysis: ask('typo') } }),
    ],
  ])(
    'that is aborted as nothing could be measured by an analysis that its %s asks otherwise is an error',
    (_, before, after) => {
      expect(severityBetween(before, after)).toBe('error');
    },
  );

  test('that is aborted as nothing could be measured is not judged, where only its image or a weight is new', () => {
    const of = (image: string, setWeight: number) =>
      using({ canary: { steps: [{ setWeight }], analysis: ask('good') } }, image);
    expect(severityBetween(of('one', 10), of('two', 50))).toBe('unjudged');
  });

  test('of which an analysis says neither yes nor no is an error', () => {
    const pauseConditions = [{ reason: 'InconclusiveAnalysisRun' }];
    expect(
      rulesOf(['MODIFIED', rollout({ currentPodHash: 'new', phase: 'Paused', pauseConditions })]),
    ).toEqual(['error canary-inconclusive']);
  });

  test('that waits for a person is worth a look', () => {
    const pauseConditions = [{ reason: 'CanaryPauseStep' }];
    expect(
      rulesOf(['MODIFIED', rollout({ currentPodHash: 'new', phase: 'Paused', pauseConditions })]),
    ).toEqual(['warning canary-paused']);
  });
});

test.each([
  ['paused', {}],
  ['paused', { autoPromotionSeconds: 0 }],
  ['unfinished', { autoPromotionSeconds: 60 }],
])('a preview that is not promoted yet is %s, if that is declared as %o', (outcome, blueGreen) => {
  const preview = thing('argoproj.io/v1alpha1', 'Rollout', 'api', {
    spec: { strategy: { blueGreen: { autoPromotionEnabled: false, ...blueGreen } } },
    status: { currentPodHash: 'new', stableRS: 'old', pauseConditions: [{ reason: 'BlueGreenPause' }] },
  });
  expect(canariesOf(timeline([stable], ['MODIFIED', preview]))).toMatchObject([{ outcome }]);
});

test('a Rollout without a new version has no canary', () => {
  expect(canariesOf(timeline([stable], ['MODIFIED', stable]))).toEqual([]);
});
