import { afterAll, beforeAll, describe, test } from 'vitest';
import { createTestLab } from '../../support/lab.ts';
import { measure, reportMeasurement } from '../../support/measure.ts';
import type { Mesh } from '../../support/mesh.ts';
import { deployReading, type QueueAndPredictor, serveQueueAndPredictor } from '../../support/queue.ts';
import { type LabRegion, openRegion } from '../../support/region.ts';
import { moveWindows, serveApp, triggerOf, untilPods } from '../../support/scaled.ts';
import { cronAt, nextMinute } from '../../support/window.ts';

const target = 'production/ap-northeast-1';
const proof = 'scale-down';

/** Longer than any app waits before it gives up pods, and than it then takes. */
const patienceSeconds = 1200;

describe(`scaling down in ${target}, as slowly as dist says`, () => {
  const lab = createTestLab();
  let region: LabRegion;
  let queue: QueueAndPredictor;
  let mesh: Mesh | undefined;

  beforeAll(async () => {
    const running = await lab.up([target], ['keda', 'kinds', 'prometheus', 'rollouts']);
    region = openRegion(running, target);
    queue = await serveQueueAndPredictor();
    queue.setMessages(20);
    await region.deploy('cluster-basics');
    await Promise.all([
      region.deploy('filebox-sync'),
      ...['task-sage', 'receipt-ocr'].map(async (app) => deployReading(region, app, queue.url)),
    ]);
  });
  afterAll(async () => {
    queue?.close();
    await mesh?.close();
    await lab.dispose();
  });

  test.concurrent('requests become fewer', async () => {
    const app = 'receipt-web';
    mesh = await serveApp(region, app, 800);
    await untilPods(region, app, (count) => count >= 6, 300);
    mesh.setLoad(100);
    await measure({ proof, step: `${app}: an eighth of the requests, back to 4 pods` }, async () =>
      untilPods(region, app, (count) => count === 4, patienceSeconds),
    );
  });

  test.concurrent('a window of time ends', async () => {
    const app = 'filebox-sync';
    const { timezone = '', desiredReplicas } = await triggerOf(region, app, 'morning');
    const time = nextMinute();
    const minutes = 2;
    await moveWindows(region, app, {
      morning: { start: cronAt(time, timezone), end: cronAt(time, timezone, minutes) },
      // Out of the way, whatever the time of day is.
      afternoon: { start: cronAt(time, timezone, 120), end: cronAt(time, timezone, 180) },
    });
    await untilPods(region, app, (count) => count === Number(desiredReplicas), 240);
    await untilPods(region, app, (count) => count === 1, patienceSeconds);
    const seconds = (Date.now() - time) / 1000 - minutes * 60;
    reportMeasurement({ proof, step: `${app}: a window ends, from ${desiredReplicas} pods to 1`, seconds });
  });

  test.concurrent('a queue is worked off', async () => {
    // Four messages a pod of the one, thirty of the other.
    await Promise.all([
      untilPods(region, 'task-sage', (count) => count === 5, 240),
      untilPods(region, 'receipt-ocr', (count) => count === 1, 240),
    ]);
    queue.setMessages(0);
    await Promise.all([
      measure({ proof, step: 'task-sage: no more messages, from 5 pods to 1' }, async () =>
        untilPods(region, 'task-sage', (count) => count === 1, patienceSeconds),
      ),
      measure({ proof, step: 'receipt-ocr: no more messages, from 1 pod to none' }, async () =>
        untilPods(region, 'receipt-ocr', (count) => count === 0, patienceSeconds),
      ),
    ]);
  });
});
