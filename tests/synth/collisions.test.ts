import { describe, expect, test } from 'vitest';
import { findCollisions } from '../../src/synth/collisions.ts';
import type { RenderedObject } from '../../src/synth/render.ts';

function rendered(constructPath: string, kind: string, name: string, apiVersion = 'v1'): RenderedObject {
  const object = { apiVersion, kind, metadata: { name, namespace: 'shop' } };
  return {
    object,
    source: 'apps/shop/cart/app.ts',
    constructPath,
    path: `dev/eu/cart/${kind}.shop.${name}.yaml`,
  };
}

describe('objects that would overwrite one another', () => {
  test('the same object from two apps names both construct paths', () => {
    const [finding, ...others] = findCollisions([
      rendered('dev/eu/cart/config', 'ConfigMap', 'settings'),
      rendered('dev/eu/web/settings', 'ConfigMap', 'settings'),
    ]);
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      'ConfigMap shop/settings is rendered twice: by dev/eu/cart/config and by dev/eu/web/settings',
    );
  });

  test('the version is no part of an identity', () => {
    const objects = [
      rendered('a', 'Gateway', 'edge', 'networking.istio.io/v1'),
      rendered('b', 'Gateway', 'edge', 'networking.istio.io/v1beta1'),
    ];
    expect(findCollisions(objects).map(({ rule }) => rule)).toEqual(['duplicate-object']);
  });

  test('two kinds of one name in two groups share a path', () => {
    const objects = [
      rendered('a', 'Gateway', 'edge', 'networking.istio.io/v1'),
      rendered('b', 'Gateway', 'edge', 'gateway.networking.k8s.io/v1'),
    ];
    expect(findCollisions(objects)[0]?.message).toBe(
      'a and b are both written to dev/eu/cart/Gateway.shop.edge.yaml',
    );
  });

  test('paths that differ in case only share a file on some systems', () => {
    const objects = [
      rendered('a', 'ConfigMap', 'edge'),
      rendered('b', 'Configmap', 'edge', 'example.com/v1'),
    ];
    expect(findCollisions(objects).map(({ rule }) => rule)).toEqual(['path-collision']);
  });

  test('different objects are no collision', () => {
    expect(findCollisions([rendered('a', 'ConfigMap', 'x'), rendered('b', 'ConfigMap', 'y')])).toEqual([]);
  });
});
