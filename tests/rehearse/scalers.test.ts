import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { scalerFindings } from '../../src/rehearse/judge/scalers.ts';
import type { Move } from '../../src/rehearse/move.ts';
import type { Finding } from '../../src/report/finding.ts';
import { desired, moveOf, seen, thing, timeline } from './story.ts';

const requests = 'sum(rate(istio_requests_total{app="api"}[1m])) or 0 * sum(up{pod=~"api-.+"} == 1)';
const prometheus = (query = requests, threshold = '100') => ({
  type: 'prometheus',
  metadata: { query, threshold },
});
const scaled = (triggers: readonly object[] = [prometheus()], status: object = ready, name = 'api') =>
  thing('keda.sh/v1alpha1', 'ScaledObject', name, {
    spec: { minReplicaCount: 1, scaleTargetRef: { kind: 'Rollout', name: 'api' }, triggers },
    status,
  });
const ready = { conditions: [{ type: 'Ready', status: 'True', reason: 'ScaledObjectReady' }] };
const triggerError = { conditions: [{ type: 'Ready', status: 'False', reason: 'TriggerError' }] };
const failing = { ...ready, health: { 's0-prometheus': { status: 'Failing', numberOfFailures: 1 } } };
const fallback = { conditions: [...ready.conditions, { type: 'Fallback', status: 'True' }] };
const rollout = (replicas = 2) => thing('argoproj.io/v1alpha1', 'Rollout', 'api', { spec: { replicas } });

function rulesOf(part: Partial<Move>): string[] {
  return scalerFindings(moveOf(part)).map(({ severity, rule }) => `${severity} ${rule}`);
}

/** What KEDA comes to say of a ScaledObject that changes, or does not. */
function turning(was: KubernetesObject, now: KubernetesObject, more: Partial<Move> = {}): Partial<Move> {
  return {
    from: [desired(was)],
    to: [desired(now)],
    before: [was, rollout()].map(seen),
    after: [now, rollout()].map(seen),
    ...more,
  };
}

describe('a ScaledObject whose metrics could be read', () => {
  const wrong = prometheus(requests.replaceAll('api-.+', 'apj-.+'));
  const said = (message: string) =>
    timeline(
      [],
      [
        'ADDED',
        thing('v1', 'Event', 'api.1', {
          reason: 'KEDAScalerFailed',
          involvedObject: { kind: 'ScaledObject', namespace: 'api', name: 'api' },
          message,
        }),
      ],
    );

  test('and no longer can, as its query has changed, is an error, in the words of KEDA', () => {
    const story = said('the result is empty');
    expect(
      scalerFindings(moveOf(turning(scaled(), scaled([wrong], triggerError), { timeline: story }))),
    ).toEqual([
      {
        severity: 'error',
        rule: 'scaler-without-data',
        message: 'its triggers could be read, and no longer can: the result is empty',
        subject: 'dev-tokyo ScaledObject.keda.sh api/api',
        next: 'see what its triggers ask, and what they are answered',
      },
    ]);
    for (const status of [triggerError, failing, fallback])
      expect(rulesOf(turning(scaled(), scaled([wrong], status)))).toEqual(['error scaler-without-data']);
  });

  test('and asks for what it never asked for is a warning: it may be that only the lab lacks it', () => {
    const own = prometheus('sum(rate(api_requests_total[1m]))');
    const added = scaled([prometheus(), own], failing);
    expect(rulesOf(turning(scaled(), scaled([own], triggerError)))).toEqual(['warning scaler-without-data']);
    expect(rulesOf(turning(scaled(), added))).toEqual(['warning scaler-without-data']);
  });

  test('as is a label that it never named; only another value of one is an error', () => {
    const asking = (pods: string) => scaled([prometheus(`sum(up{pod=~${pods}})`)], triggerError);
    const was = scaled([prometheus('sum(up{pod=~"api-.+"})')]);
    expect(rulesOf(turning(was, asking('"api-.+",container="mesh"')))).toEqual([
      'warning scaler-without-data',
    ]);
    expect(rulesOf(turning(was, asking('"apj-.+"')))).toEqual(['error scaler-without-data']);
  });

  test('and fails more than once without a change of it is an error, but not at one failure', () => {
    const autoscaler = thing('autoscaling/v2', 'HorizontalPodAutoscaler', 'keda-hpa-api', {
      status: { conditions: [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetExternalMetric' }] },
    });
    const named = scaled([prometheus()], { ...triggerError, hpaName: 'keda-hpa-api' });
    expect(rulesOf(turning(scaled(), scaled([prometheus()], fallback)))).toEqual([
      'error scaler-without-data',
    ]);
    expect(rulesOf(turning(scaled(), named, { timeline: timeline([autoscaler]) }))).toEqual([
      'error scaler-without-data',
    ]);
    for (const status of [triggerError, failing])
      expect(rulesOf(turning(scaled(), scaled([prometheus()], status)))).toEqual([]);
  });

  test('and goes on is none, whatever of it changes: a threshold, a query, a schedule', () => {
    const cron = { type: 'cron', metadata: { start: '0 8 * * *', end: '0 9 * * *', desiredReplicas: '3' } };
    for (const triggers of [[prometheus(requests, '50')], [wrong], [prometheus(), cron], [cron]])
      expect(rulesOf(turning(scaled(), scaled(triggers)))).toEqual([]);
  });
});

describe('of a ScaledObject without metrics nothing is told', () => {
  const changed = (status: object) => scaled([prometheus(requests, '50')], status);

  test('where it had none before', () => {
    for (const status of [triggerError, failing, fallback])
      expect(rulesOf(turning(scaled([prometheus()], status), changed(status)))).toEqual([]);
  });

  test('where no lab can serve one of its triggers', () => {
    const queue = { type: 'aws-sqs-queue', metadata: { queueURL: 'https://sqs.example/1' } };
    expect(rulesOf(turning(scaled(), scaled([prometheus(), queue], triggerError)))).toEqual([]);
  });

  test('where there are no pods to ask: of another workload than before, at rest, or none', () => {
    const other = scaled([prometheus()], ready);
    const elsewhere = {
      ...other,
      spec: { ...(other['spec'] as object), scaleTargetRef: { kind: 'Rollout', name: 'old' } },
    };
    expect(rulesOf(turning(elsewhere, changed(triggerError)))).toEqual([]);
    const now = changed(triggerError);
    expect(rulesOf(turning(scaled(), now, { after: [now, rollout(0)].map(seen) }))).toEqual([]);
    expect(rulesOf(turning(scaled(), now, { after: [seen(now)] }))).toEqual([]);
  });

  test('where it is new, where the move is not over, and on the way back', () => {
    const now = changed(triggerError);
    expect(rulesOf(turning(scaled(), now, { before: [], from: [] }))).toEqual([]);
    expect(rulesOf(turning(scaled(), now, { end: 'stuck' }))).toEqual([]);
    expect(rulesOf(turning(scaled(), now, { direction: 'back' }))).toEqual([]);
  });
});

describe('two scalers', () => {
  const autoscaler = (name: string, target = 'api', condition: object = { status: 'True' }) =>
    thing('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
      spec: { scaleTargetRef: { kind: 'Rollout', name: target } },
      status: { conditions: [{ type: 'ScalingActive', ...condition }] },
    });
  const own = autoscaler('own');

  test('that git has of one workload are told of the new one, unless it had two before', () => {
    const part = { from: [desired(scaled())], to: [desired(scaled()), desired(own)] };
    expect(scalerFindings(moveOf(part))).toMatchObject([
      {
        severity: 'error',
        rule: 'two-scalers',
        message:
          "scales Rollout api, and so does ScaledObject.keda.sh api/api, which KEDA's admission refuses: autoscalers that share pods do nothing",
        subject: 'dev-tokyo HorizontalPodAutoscaler.autoscaling api/own',
      },
    ]);
    const second = desired(scaled([prometheus()], ready, 'second'));
    expect(rulesOf({ from: [desired(scaled())], to: [desired(scaled()), second] })).toEqual([
      'error two-scalers',
    ]);
    const [one, two] = [desired(own), desired(autoscaler('other'))];
    const [{ message }] = scalerFindings(moveOf({ from: [one], to: [one, two] })) as [Finding];
    expect(message).not.toContain('KEDA');
    expect(rulesOf({ from: part.to, to: part.to })).toEqual([]);
    expect(rulesOf({ ...part, direction: 'back' })).toEqual([]);
  });

  test('are not one that git has twice, which is told as such', () => {
    expect(
      rulesOf({ from: [desired(scaled())], to: [desired(scaled()), desired(scaled(), 'other')] }),
    ).toEqual([]);
  });

  test('are none where one takes the place of the other, or scales another workload', () => {
    expect(rulesOf({ from: [desired(scaled())], to: [desired(own)] })).toEqual([]);
    const both = [desired(scaled()), desired(autoscaler('own', 'other'))];
    expect(rulesOf({ from: [desired(scaled())], to: both })).toEqual([]);
  });

  test('are none where KEDA is to take over an autoscaler', () => {
    const taking = scaled();
    const annotations = { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' };
    const taker = { ...taking, metadata: { ...taking.metadata, annotations } };
    expect(rulesOf({ from: [desired(own)], to: [desired(own), desired(taker)] })).toEqual([]);
  });

  const message = 'pods by selector app=api are controlled by multiple HPAs: [api/keda-hpa-api api/other]';
  const ambiguous = (name: string, target: string) =>
    autoscaler(name, target, { status: 'False', reason: 'AmbiguousSelector', message });

  test('that share pods without sharing a workload are told each, unless they did before', () => {
    const story = timeline(
      [autoscaler('keda-hpa-api')],
      ['ADDED', ambiguous('other', 'other')],
      ['MODIFIED', ambiguous('keda-hpa-api', 'api')],
    );
    const findings = scalerFindings(moveOf({ timeline: story }));
    expect(findings.map(({ subject }) => subject)).toEqual([
      'dev-tokyo HorizontalPodAutoscaler.autoscaling api/keda-hpa-api',
      'dev-tokyo HorizontalPodAutoscaler.autoscaling api/other',
    ]);
    expect(findings[0]).toMatchObject({ severity: 'error', message: `does nothing any more: ${message}` });
    const known = [ambiguous('keda-hpa-api', 'api'), ambiguous('other', 'other')];
    expect(rulesOf({ timeline: timeline(known) })).toEqual([]);
    // Of one workload it is told once.
    const both = { from: [desired(scaled())], to: [desired(scaled()), desired(own)] };
    expect(rulesOf({ ...both, timeline: story })).toHaveLength(1);
  });

  test('of which one has gone since say nothing', () => {
    const story = timeline(
      [autoscaler('keda-hpa-api')],
      ['ADDED', ambiguous('other', 'api')],
      ['DELETED', autoscaler('keda-hpa-api')],
    );
    expect(rulesOf({ timeline: story })).toEqual([]);
  });
});
