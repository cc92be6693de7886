import { expect, test } from 'vitest';
import { judge, pod, problemsOf } from './judge.ts';

/** What the API server accepts and refuses is in `workloads.cases.ts`; here, how it is told. */
const place = 'spec.containers[0]';

test('the second of two handlers is told, with what it stands beside', () => {
  const object = pod({ livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } });
  expect(judge(object)).toEqual([`exclusive-fields ${place}.livenessProbe.tcpSocket`]);
  expect(problemsOf(object)[0]).toMatchObject({
    message: 'cannot be set beside httpGet',
    allowed: 'one of httpGet, tcpSocket',
    next: 'remove one of the two',
  });
});

test('a handler whose name is misspelled is told once', () => {
  const object = pod({ livenessProbe: { tcpSockets: { port: 80 } } });
  expect(judge(object)).toEqual([`unknown-field ${place}.livenessProbe.tcpSockets`]);
});
