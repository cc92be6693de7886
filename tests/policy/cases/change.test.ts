import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPath } from '../../../src/manifest/path.ts';
import { changed, parsePath } from '../../../src/policy/cases/change.ts';

const web = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', labels: { 'plumbline.dev/tier': '1' } },
  spec: { containers: [{ name: 'web' }] },
};

describe('a path', () => {
  const step = fc.oneof(
    fc.stringMatching(/^[A-Za-z_$][\w$-]*$/),
    fc.nat(),
    fc.constant('app.kubernetes.io/name'),
  );

  test('is read as it is written', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const path = ['spec', ...steps];
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });
});

describe('a change', () => {
  test('sets what is there, and what is not', () => {
    const object = changed(web, { 'spec.containers[0].image': 'web:1', 'metadata.namespace': 'shop' });
    expect(object).toEqual({
      ...web,
      metadata: { ...web.metadata, namespace: 'shop' },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
    });
  });

  test('makes the maps on the way', () => {
    expect(changed(web, { 'metadata.annotations["a/b"]': 'c' }).metadata.annotations).toEqual({ 'a/b': 'c' });
  });

  test('appends to lists', () => {
    expect(changed(web, { 'spec.containers[1]': { name: 'sidecar' } })['spec']).toEqual({
      containers: [{ name: 'web' }, { name: 'sidecar' }],
    });
  });

  test('removes', () => {
    expect(changed(web, { 'metadata.labels["plumbline.dev/tier"]': null }).metadata.labels).toEqual({});
    expect(changed(web, { 'spec.containers[0]': null })['spec']).toEqual({ containers: [] });
  });

  test('leaves the object as it is', () => {
    const before = structuredClone(web);
    changed(web, { spec: null });
    expect(web).toEqual(before);
  });

  test.for([
    ['spec.volumes', 'there is no `spec.volumes`'],
    ['spec.containers[2]', 'there is no `spec.containers[2]`'],
    ['kind.name', '`kind` is no map'],
  ])('%s leads nowhere', ([path = '', message = '']) => {
    expect(() => changed(web, { [path]: null })).toThrow(new RangeError(message));
  });
});
