import { describe, expect, test } from 'vitest';
import { portFindings } from '../../src/rehearse/judge/ports.ts';
import { moveOf, pod, service, thing, timeline } from './story.ts';

function listening(targetPort: string, name = 'http') {
  const base = service();
  return { ...base, spec: { ...(base['spec'] as object), ports: [{ name, port: 80, targetPort }] } };
}

function slice(ports: readonly string[], isReady = true) {
  return thing('discovery.k8s.io/v1', 'EndpointSlice', 'api-1', {
    metadata: { labels: { 'kubernetes.io/service-name': 'api' } },
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: isReady } }],
    ports: ports.map((name) => ({ name, port: 8080 })),
  });
}

function messages(story: ReturnType<typeof timeline>, seconds = 10): string[] {
  return portFindings(moveOf({ timeline: story, seconds })).map(({ message }) => message);
}

test('a port that leads to no pod any more is found, for as long as it lasts', () => {
  const story = timeline(
    [listening('web'), slice(['http']), pod('a', true)],
    ['MODIFIED', listening('wen')],
    ['MODIFIED', slice([])],
  );
  expect(messages(story)).toEqual([
    'no Ready pod was behind its port http for 8 s, nor is one in the end: none has a port wen',
  ]);
});

test('so is one that comes back when pods with its new name are there', () => {
  const story = timeline(
    [listening('web'), slice(['http']), pod('a', true)],
    ['MODIFIED', listening('site')],
    ['MODIFIED', slice([])],
    ['ADDED', pod('b', false)],
    ['MODIFIED', pod('b', true)],
    ['MODIFIED', slice(['http'])],
  );
  expect(messages(story)).toEqual(['no Ready pod was behind its port http for 3 s: none has a port site']);
});

test('a slice that follows its pods a moment later says nothing, nor does a port that led nowhere before', () => {
  const late = timeline(
    [listening('web'), slice([], false), pod('a', false)],
    ['MODIFIED', pod('a', true)],
    ['MODIFIED', slice([], false)],
    ['MODIFIED', slice(['http'])],
  );
  expect(messages(late)).toEqual([]);
  expect(messages(timeline([listening('web'), slice([]), pod('a', true)], ['MODIFIED', slice([])]))).toEqual(
    [],
  );
});

test('a new name of a port, which slices take up, is none', () => {
  const story = timeline(
    [listening('web'), slice(['http']), pod('a', true)],
    ['MODIFIED', listening('web', 'site')],
    ['MODIFIED', slice(['site'])],
  );
  expect(messages(story)).toEqual([]);
});

test('a port that was mended and led nowhere again is found', () => {
  const story = timeline(
    [listening('web'), slice([]), pod('a', true)],
    ['MODIFIED', slice(['http'])],
    ['MODIFIED', slice([])],
  );
  expect(messages(story)).toHaveLength(1);
});

describe('a port that is led to by number', () => {
  const leading = (fields: object, spec: object = {}) =>
    thing('v1', 'Service', 'api', {
      spec: { ...(service()['spec'] as object), ...spec, ports: [{ name: 'http', port: 80, ...fields }] },
    });
  const declaring = (name: string, ...ports: readonly object[]) => {
    const base = pod(name, true);
    return { ...base, spec: { ...(base['spec'] as object), containers: [{ name: 'api', ports }] } };
  };
  const http = { containerPort: 8080 };
  /** Slices tell such a port, whatever the pods have. */
  const moved = (to: ReturnType<typeof leading>, ...pods: readonly ReturnType<typeof declaring>[]) =>
    timeline(
      [leading({ targetPort: 8080 }), slice(['http']), ...pods],
      ['MODIFIED', to],
      ['MODIFIED', slice(['http'])],
    );

  test('that no pod declares is found', () => {
    expect(messages(moved(leading({ targetPort: 9999 }), declaring('a', http)))).toEqual([
      'no Ready pod was behind its port http for 8 s, nor is one in the end: none declares a port 9999',
    ]);
    expect(messages(moved(leading({}), declaring('a', http)))).toHaveLength(1);
    const other = { containerPort: 9999, protocol: 'UDP' };
    expect(messages(moved(leading({ targetPort: 9999 }), declaring('a', http, other)))).toHaveLength(1);
  });

  test('so is one that only pods declared that are gone', () => {
    const story = timeline(
      [leading({ targetPort: 8080 }), slice(['http']), declaring('a', http)],
      ['ADDED', declaring('b', { containerPort: 9999 })],
      ['MODIFIED', slice(['http'])],
      ['DELETED', declaring('a', http)],
      ['MODIFIED', slice(['http'])],
    );
    expect(messages(story)).toEqual([
      'no Ready pod was behind its port http for 6 s, nor is one in the end: none declares a port 8080',
    ]);
  });

  test('says nothing where a pod declares it, or none at all, or the service has no address, or a sidecar listens', () => {
    const wrong = leading({ targetPort: 9999 });
    expect(messages(moved(wrong, declaring('a', http, { containerPort: 9999 })))).toEqual([]);
    expect(messages(moved(wrong, declaring('a', http), declaring('b', { containerPort: 9999 })))).toEqual([]);
    expect(messages(moved(wrong, declaring('a')))).toEqual([]);
    const { spec, ...rest } = declaring('a', http);
    const proxied = { ...rest, spec: { containers: [...spec.containers, { name: 'proxy', ports: [] }] } };
    expect(messages(moved(wrong, proxied))).toEqual([]);
    expect(messages(moved(wrong, declaring('a', { containerPort: 53, protocol: 'UDP' })))).toEqual([]);
    expect(
      messages(moved(leading({ targetPort: 9999 }, { clusterIP: 'None' }), declaring('a', http))),
    ).toEqual([]);
    expect(
      messages(moved(leading({ targetPort: 9999 }, { selector: undefined }), declaring('a', http))),
    ).toEqual([]);
    expect(messages(moved(leading({ targetPort: 15_090 }), declaring('a', http)))).toEqual([]);
  });

  test('says nothing where it was so before', () => {
    const wrong = leading({ targetPort: 9999 });
    const story = timeline([wrong, slice(['http']), declaring('a', http)], ['MODIFIED', slice(['http'])]);
    expect(messages(story)).toEqual([]);
    const renamed = timeline(
      [wrong, slice(['http']), declaring('a', http)],
      ['MODIFIED', leading({ name: 'web', targetPort: 9999 })],
      ['MODIFIED', slice(['web'])],
    );
    expect(messages(renamed)).toEqual([]);
  });

  test('is the fault of BASE where it lasts after the way back', () => {
    const story = moved(leading({ targetPort: 9999 }), declaring('a', http));
    expect(portFindings(moveOf({ timeline: story, seconds: 10, direction: 'back' }))).toEqual([]);
  });
});

test('a Service whose slices go before it, as it is deleted, is told as gone and not as without a port', () => {
  const base = listening('http');
  const leaving = { ...base, metadata: { ...base.metadata, deletionTimestamp: '2026-07-01T00:00:00Z' } };
  const story = timeline(
    [base, slice(['http']), pod('a', true)],
    ['MODIFIED', leaving],
    ['DELETED', slice(['http'])],
    ['DELETED', leaving],
  );
  expect(messages(story)).toEqual([]);
});
