import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkManifests } from '../../src/check/check.ts';
import { Inventory } from '../../src/check/inventory.ts';
import { referenceProblems } from '../../src/check/references/references.ts';
import { references } from '../../src/check/references/table.ts';
import { objectProblems } from '../../src/check/rules/rules.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { type KubernetesObject, typeOf } from '../../src/manifest/object.ts';
import { createValidator } from '../../src/schema/validator.ts';
import { changed, changes } from '../schema/validated.cases.ts';

const facts = loadFacts();
const validator = createValidator(facts);

const otherNames =
  'selector matchLabels matchExpressions template metadata labels containers ports env resources requests limits ' +
  'volumeMounts readinessProbe httpGet subjects rules backendRefs http route destination host subset strategy canary ' +
  'triggers type schedule endpoints virtualService routes minReplicaCount maxReplicaCount';

/** The names that rules and references look for; maps of them hold anything. */
const names = [
  ...[...references.values()].flatMap((rows) =>
    rows.flatMap(({ at, name }) => [...at.split(/[.[\]]+/), name ?? 'name']),
  ),
  ...otherNames.split(' '),
].filter((name) => name !== '');
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<unknown>(null, 0, -1, true, '', 'web', 'cron', '1Gi', 'a/b', '60 * * * *'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }),
  ),
})).value;

const judged =
  /^(?:Pod|Service|Deployment|DaemonSet|Job|CronJob|NetworkPolicy|PodDisruptionBudget|VirtualService|ServiceMonitor|DestinationRule|Schedule)$/;
const kinds = facts
  .kinds()
  .filter(({ group, kind }) => judged.test(kind) || references.has(typeOf(group, kind)));
const object = fc
  .record({
    kind: fc.constantFrom(...kinds),
    spec: anything,
    extra: fc.dictionary(fc.constantFrom('subjects', 'roleRef', 'data', 'webhooks'), anything),
  })
  .map(
    ({ kind: { group, version, kind }, spec, extra }): KubernetesObject => ({
      apiVersion: group === '' ? version : `${group}/${version}`,
      kind,
      metadata: { name: 'web', namespace: 'shop' },
      spec,
      ...extra,
    }),
  );

test('whatever an object holds, rules and references judge it without failing', () => {
  fc.assert(
    fc.property(fc.array(object, { maxLength: 6 }), (objects) => {
      const checked = objects.map((each) => {
        const group = each.apiVersion.includes('/') ? (each.apiVersion.split('/')[0] ?? '') : '';
        const identity = { group, kind: each.kind, namespace: 'shop', name: 'web' };
        const manifest = { object: each, file: 'x.yaml', locate: () => ({ file: 'x.yaml' }) };
        return { manifest, object: each, identity, cluster: '', type: typeOf(group, each.kind) };
      });
      const inventory = new Inventory(checked, facts);
      const problems = checked.flatMap((each) => [
        ...objectProblems(each, facts),
        ...referenceProblems(each, inventory),
      ]);
      for (const problem of problems) expect(problem.message).not.toMatch(/undefined|\[object Object\]/);
    }),
    { numRuns: 400 },
  );
});

type Holder = Record<string | number, unknown>;

/** Every place in an object, as what holds it and its key there. */
function placesIn(holder: object): [Holder, string | number][] {
  return Object.entries(holder).flatMap(([name, value]: [string, unknown]) => {
    const key = Array.isArray(holder) ? Number(name) : name;
    const below = typeof value === 'object' && value !== null ? placesIn(value) : [];
    return [[holder as Holder, key] as [Holder, string | number], ...below];
  });
}

const odd = [null, 0, -1, 1.5, true, '', 'a b', '2', [], {}, [null], [{}], { a: null }, ['web']];

test('whatever stands in a field of an object, all that checks it judges it without failing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...changes),
      fc.nat(),
      fc.constantFrom<unknown>(...odd),
      (change, nth, value) => {
        const object = changed(change);
        const places = placesIn(object).filter(([holder]) => holder !== object);
        const [holder, key] = places[nth % places.length] ?? [object, 'spec'];
        holder[key] = structuredClone(value);
        const manifest = { object: object as never, file: 'x.yaml', locate: () => ({ file: 'x.yaml' }) };
        const { findings } = checkManifests({ manifests: [manifest], facts, validator });
        for (const { message } of findings) expect(message).not.toMatch(/undefined(?! field)/);
      },
    ),
    { numRuns: 2000 },
  );
});
