import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestLab } from '../../support/lab.ts';
import { measure, reportMeasurement } from '../../support/measure.ts';
import type { Mesh } from '../../support/mesh.ts';
import { deployReading, type QueueAndPredictor, serveQueueAndPredictor } from '../../support/queue.ts';
import { type LabRegion, openRegion } from '../../support/region.ts';
import { moveWindows, serveApp, triggerOf, untilPods } from '../../support/scaled.ts';
import { cronAt, nextMinute } from '../../support/window.ts';

const target = 'production/ap-northeast-1';

/** The HPA leaves everything as it is while a metric is within a tenth of its target. */
const tolerance = 1.1;

describe(`scaling up in ${target}, with the HPA controller's own intervals`, () => {
  const lab = createTestLab();
  const meshes: Mesh[] = [];
  let region: LabRegion;
  let queue: QueueAndPredictor;

  beforeAll(async () => {
    const running = await lab.up([target], ['keda', 'kinds', 'prometheus', 'rollouts']);
    region = openRegion(running, target);
    queue = await serveQueueAndPredictor();
    await region.deploy('cluster-basics');
    await Promise.all([region.deploy('filebox-sync'), deployReading(region, 'task-sage', queue.url)]);
  });
  afterAll(async () => {
    queue?.close();
    await Promise.all(meshes.map(async (mesh) => mesh.close()));
    await lab.dispose();
  });

  /** Multiplies the requests to an app, and waits for the pods that carry them by the threshold of its own trigger. */
  async function multiplyLoad(app: string, pods: number, factor: number): Promise<void> {
    const requestsPerSecond = 300;
    const mesh = await serveApp(region, app, requestsPerSecond);
    meshes.push(mesh);
    await untilPods(region, app, (count) => count >= pods, 120);
    const { threshold } = await triggerOf(region, app, 'requests');
    const needed = Math.ceil((requestsPerSecond * factor) / (Number(threshold) * tolerance));
    mesh.setLoad(requestsPerSecond * factor);
    const step = `${app}: ${factor} × the requests, ${pods} to ${needed} pods Ready`;
    await measure({ proof: 'scaling', step, targetSeconds: 180 }, async () =>
      untilPods(region, app, (count) => count >= needed, 240),
    );
  }

  test.concurrent('ten times the requests have pods for all of them', async () => {
    await multiplyLoad('receipt-web', 4, 10);
  });

  test.concurrent('a trigger that cannot be read does not hold back the others', async () => {
    await multiplyLoad('receipt-api', 6, 5);
    // Nothing tells the use of CPU in a lab.
    const events = await region.client.list('v1', 'Event', 'receipt-api');
    expect(events.map((event) => event['reason'])).toContain('FailedGetContainerResourceMetric');
  });

  test.concurrent('a window of time begins, and its pods are there', async () => {
    const app = 'filebox-sync';
    const { timezone = '', desiredReplicas } = await triggerOf(region, app, 'morning');
    const pods = Number(desiredReplicas);
    const time = nextMinute();
    await moveWindows(region, app, {
      morning: { start: cronAt(time, timezone), end: cronAt(time, timezone, 60) },
    });
    expect((await region.client.list('v1', 'Pod', app)).length).toBeLessThan(pods);

    await untilPods(region, app, (count) => count === pods, 240);
    reportMeasurement({
      proof: 'scaling',
      step: `${app}: a window begins, ${pods} pods Ready`,
      seconds: (Date.now() - time) / 1000,
      targetSeconds: 180,
    });
  });

  test.concurrent('a formula makes pods of a queue and a forecast', async () => {
    const app = 'task-sage';
    await untilPods(region, app, (count) => count === 1, 120);
    // Nobody tells a forecast: the queue counts alone. Four messages a pod.
    queue.setMessages(20);
    await measure(
      { proof: 'scaling', step: `${app}: 20 messages, 5 pods Ready`, targetSeconds: 180 },
      async () => untilPods(region, app, (count) => count === 5, 240),
    );
    // A request of the forecast counts as eight messages.
    queue.setPrediction(5);
    const step = `${app}: 5 requests/s are forecast, 10 pods Ready`;
    await measure({ proof: 'scaling', step, targetSeconds: 180 }, async () =>
      untilPods(region, app, (count) => count === 10, 240),
    );
  });
});
