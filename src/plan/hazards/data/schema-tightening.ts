import { isDeepStrictEqual } from 'node:util';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, selectTexts } from '../../../manifest/select.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/**
 * Definitions that newly refuse what they took. Objects that are there stay as they are, and so may what nobody changes of
 * them (KEP-4008, "CRD Validation Ratcheting").
 */
export function schemaTightenings({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'apiextensions.k8s.io/CustomResourceDefinition' || change.kind !== 'changed') return [];
  const now = schemasOf(after);
  const found = [...schemasOf(before)].flatMap(([version, was]) => {
    const is = now.get(version);
    return is === undefined ? [] : tightened(was, is, '');
  });
  // What stands in `status`, controllers write.
  const all = [...new Set(found)].filter((text) => !/^status\b/.test(text));
  if (all.length === 0) return [];
  const more = all.length > 5 ? ` and ${all.length - 5} more` : '';
  const message = `is stricter about ${all.slice(0, 5).join(', ')}${more}: what does not comply is refused when it is created, or changed there`;
  return [{ severity: 'warning', rule: 'schema-tightening', message, path: ['spec', 'versions'] }];
}

/** Of the versions that are served, by name. */
function schemasOf(definition: KubernetesObject | undefined): ReadonlyMap<unknown, Fields> {
  return new Map(
    selectMaps(definition, 'spec.versions[]')
      .filter(({ value }) => value['served'] === true)
      .map(({ value }) => [value['name'], fieldsOf(value, 'schema', 'openAPIV3Schema')]),
  );
}

/** Where a schema takes less than the one before, and by which keyword: `spec.ports[].name (pattern)`. */
function tightened(was: Fields, is: Fields, at: string): string[] {
  const [old, now] = [typesOf(was), typesOf(is)];
  if (now !== undefined && old?.isSubsetOf(now) !== true) return [told(at, 'type')];
  const own = Object.entries(keywords)
    .filter(([keyword, isTighter]) => isTighter(was[keyword], is[keyword]))
    .map(([keyword]) => told(at, keyword));
  const [fields, known] = [fieldsOf(is, 'properties'), fieldsOf(was, 'properties')];
  const wanted = selectTexts(was, 'required[]').map(({ value }) => value);
  // What has a default is never missing.
  const required = selectTexts(is, 'required[]')
    .filter(({ value: name }) => !wanted.includes(name) && !('default' in fieldsOf(fields, name)))
    .map(({ value: name }) => told(`${at}.${name}`, 'required'));
  const inside = Object.keys(known).flatMap((name) => deeper(known[name], fields[name], `${at}.${name}`));
  return [
    ...own,
    ...required,
    ...inside,
    ...deeper(was['items'], is['items'], `${at}[]`),
    ...deeper(was['additionalProperties'], is['additionalProperties'], `${at}{}`),
  ];
}

function deeper(was: unknown, is: unknown, at: string): string[] {
  return isRecord(was) && isRecord(is) ? tightened(was, is, at) : [];
}

function told(at: string, keyword: string): string {
  return at === '' ? `the whole (${keyword})` : `${at.slice(1)} (${keyword})`;
}

/** Whether what a keyword says takes less than what it said, if anything. */
type Tighter = (was: unknown, is: unknown) => boolean;

const lower: Tighter = (was, is) => typeof is === 'number' && !(typeof was === 'number' && was <= is);
const higher: Tighter = (was, is) => typeof is === 'number' && !(typeof was === 'number' && was >= is);
const on: Tighter = (was, is) => was !== true && is === true;
const off: Tighter = (was, is) => was === true && is !== true;
/** Nobody knows which of two takes more. */
const other: Tighter = (was, is) => is !== undefined && !isDeepStrictEqual(was, is);
/** Of what all must be met, or one of them will do. */
const beyond =
  (is: 'more' | 'fewer'): Tighter =>
  (before, after) => {
    const [old, now] = [before, after].map(textsOf) as [ReadonlySet<string>, ReadonlySet<string>];
    if (now.size === 0) return false;
    return is === 'more' ? !now.isSubsetOf(old) : old.size === 0 || !old.isSubsetOf(now);
  };

function textsOf(list: unknown): ReadonlySet<string> {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return new Set(items.map((item) => JSON.stringify(isRecord(item) ? (item['rule'] ?? item) : item)));
}

/** `anyOf` is left out: it says no more than `x-kubernetes-int-or-string` does beside it, as tools write it. */
const keywords: Readonly<Record<string, Tighter>> = {
  enum: beyond('fewer'),
  maximum: lower,
  maxItems: lower,
  maxLength: lower,
  maxProperties: lower,
  minimum: higher,
  minItems: higher,
  minLength: higher,
  minProperties: higher,
  exclusiveMaximum: on,
  exclusiveMinimum: on,
  uniqueItems: on,
  nullable: off,
  multipleOf: other,
  pattern: other,
  not: other,
  allOf: beyond('more'),
  oneOf: beyond('fewer'),
  'x-kubernetes-validations': beyond('more'),
};

/** Nothing where any type will do. */
function typesOf(schema: Fields): ReadonlySet<unknown> | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return new Set(['integer', 'string']);
  const { type } = schema;
  return type === 'number'
    ? new Set(['integer', 'number'])
    : type === undefined
      ? undefined
      : new Set([type]);
}
