import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { type OverlayChange, overlayObject, overlayParams } from '../../../src/lab/overlay/overlay.ts';
import type { OverlayContext } from '../../../src/lab/overlay/rule.ts';
import { rules } from '../../../src/lab/overlay/rules.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import type { Path } from '../../../src/manifest/path.ts';
import { checkout } from '../../support/checkout.ts';

const context: OverlayContext = {
  repositoryUrl: 'file:///lab/repository',
  prometheusUrl: 'http://127.0.0.1:9090',
  objectStore: { url: 'https://127.0.0.1:7070', authority: 'PEM' },
  requested: ['fast-canaries'],
};

const dist = join(checkout, 'dist');
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(yaml|params)$/.test(name),
);
const read = new Map<string, KubernetesObject>();

test('the repository of an Application is the one of the lab', () => {
  const application = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'root' },
    spec: { source: { repoURL: 'https://example.com/fleet', path: 'dist' } },
  };
  const { object, changes } = overlayObject(application, context);
  expect(object['spec']).toEqual({ source: { repoURL: 'file:///lab/repository', path: 'dist' } });
  expect(changes).toMatchObject([
    { rule: 'repository', path: ['spec', 'source', 'repoURL'], before: 'https://example.com/fleet' },
  ]);
});

test('pods become Ready after the time that their app declares, unless a proof asks for instant ones', () => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', annotations: { 'plumbline.dev/ready-seconds': '25' } },
    spec: { template: { metadata: { annotations: { kept: 'yes' } } } },
  };
  expect(overlayObject(deployment, context).object['spec']).toEqual({
    template: { metadata: { annotations: { kept: 'yes', 'pod-ready.stage.kwok.x-k8s.io/delay': '25s' } } },
  });
  expect(overlayObject(deployment, { ...context, requested: ['instant-pods'] }).changes).toEqual([]);
});

test('canaries keep their pauses unless a proof asks for shorter ones', () => {
  const rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web' },
    spec: { strategy: { canary: { steps: [{ setWeight: 20 }, { pause: { duration: '2m' } }] } } },
  };
  expect(overlayObject(rollout, { ...context, requested: [] }).changes).toEqual([]);
  expect(overlayObject(rollout, context).changes).toMatchObject([{ before: '2m', after: '6s' }]);
});

test('a cluster without Prometheus or Velero keeps what dist says about them', () => {
  const bare = { repositoryUrl: 'file:///lab/repository' };
  const changes = distChanges(bare).map(({ rule }) => rule);
  expect(changes.filter((rule) => rule.startsWith('prometheus') || rule.startsWith('backup'))).toEqual([]);
});

test('every rule is needed by what is rendered today', () => {
  const used = new Set(distChanges(context).map(({ rule }) => rule));
  expect(rules.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
});

test('nothing differs from dist but the fields that a rule declares', () => {
  for (const file of files) {
    const { before, after, changes } = overlaid(file, context);
    for (const { rule, path } of changes) {
      const declared = rules.find(({ name }) => name === rule)?.paths ?? [];
      expect(
        declared.some((pattern) => matches(pattern, path)),
        `${file}: ${path.join('.')}`,
      ).toBe(true);
    }
    expect(undone(after, changes), file).toEqual(before);
  }
});

test('an object that no rule is about is left as it is, whatever it holds', () => {
  const content = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(content, (spec) => {
      const object = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec };
      expect(overlayObject(object, context)).toEqual({ object, changes: [] });
    }),
  );
});

function distChanges(site: OverlayContext): OverlayChange[] {
  return files.flatMap((file) => [...overlaid(file, site).changes]);
}

function overlaid(file: string, site: OverlayContext) {
  const before = read.get(file) ?? (load(readFileSync(join(dist, file), 'utf8')) as KubernetesObject);
  read.set(file, before);
  const { object: after, changes } = file.endsWith('.params')
    ? overlayParams(before, site)
    : overlayObject(before, site);
  return { before, after, changes };
}

function matches(pattern: Path, path: Path): boolean {
  const fits = (key: string | number, index: number) =>
    isDeepStrictEqual(key, path[index]) || (key === '*' && typeof path[index] === 'number');
  return pattern.length === path.length && pattern.every(fits);
}

/** Puts back what dist had, in place, on a copy. */
function undone(object: object, changes: readonly OverlayChange[]): object {
  const copy = structuredClone(object);
  for (const { path, before } of changes) {
    const parent = path.slice(0, -1).reduce<unknown>((value, key) => Reflect.get(value as object, key), copy);
    const last = path.at(-1) ?? '';
    if (before === undefined) Reflect.deleteProperty(parent as object, last);
    else Reflect.set(parent as object, last, before);
  }
  return copy;
}
