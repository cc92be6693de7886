import { isDeepStrictEqual } from 'node:util';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { valueAt } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, listOf, selectMaps, selectTexts } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
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
  const [known, asked] = [partsOf(was), partsOf(is)];
  const own = Object.entries(keywords)
    .filter(([type]) => type === 'any' || old?.has(type) !== false)
    .flatMap(([, ofType]) => Object.entries(ofType))
    .filter(([keyword, isTighter]) =>
      asked.some((part) => known.every((each) => isTighter(each[keyword], part[keyword]))),
    )
    .map(([keyword]) => told(at, keyword));
  const nullable = was['nullable'] === true && is['nullable'] !== true ? [told(at, 'nullable')] : [];
  const [wanted, wants] = [known, asked].map((parts) => requiredBy(parts)) as [string[], string[]];
  // What has a default is never missing.
  const required = wants
    .filter((name) => !wanted.includes(name) && !('default' in fieldsOf(is, 'properties', name)))
    .map((name) => told(`${at}.${name}`, 'required'));
  const deeper = (step: string, ...path: readonly [string, ...string[]]): string[] => {
    const [before, after] = [known, asked].map((parts) => insideOf(parts, path));
    return before === undefined || after === undefined ? [] : tightened(before, after, `${at}${step}`);
  };
  return [
    ...own,
    ...nullable,
    ...required,
    ...[...new Set(known.flatMap((part) => Object.keys(fieldsOf(part, 'properties'))))].flatMap((name) =>
      deeper(`.${name}`, 'properties', name),
    ),
    ...deeper('[]', 'items'),
    ...deeper('{}', 'additionalProperties'),
  ];
}

/** A schema, and what must be met besides. */
function partsOf(schema: Fields): Fields[] {
  return [schema, ...selectMaps(schema, 'allOf[]').flatMap(({ value }) => partsOf(value))];
}

function requiredBy(parts: readonly Fields[]): string[] {
  return parts.flatMap((part) => selectTexts(part, 'required[]').map(({ value }) => value));
}

/** What the parts of a schema say of something in it, as one schema. */
function insideOf(parts: readonly Fields[], path: readonly string[]): Fields | undefined {
  const [first, ...others] = parts.map((part) => valueAt(part, path)).filter(isRecord);
  return first && { ...first, allOf: [...selectMaps(first, 'allOf[]').map(({ value }) => value), ...others] };
}

function told(at: string, keyword: string): string {
  return at === '' ? `the whole (${keyword})` : `${at.slice(1)} (${keyword})`;
}

/** Whether what a keyword says takes less than what it said, if anything. */
type Tighter = (was: unknown, is: unknown) => boolean;

const lower: Tighter = (was, is) => typeof is === 'number' && !(typeof was === 'number' && was <= is);
const higher: Tighter = (was, is) => typeof is === 'number' && !(typeof was === 'number' && was >= is);
/** None is as good as 0. */
const longer: Tighter = (was, is) => higher(was ?? 0, is);
const on: Tighter = (was, is) => was !== true && is === true;
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
  return new Set(listOf(list).map((item) => JSON.stringify(isRecord(item) ? (item['rule'] ?? item) : item)));
}

/** What only names types says no more than `x-kubernetes-int-or-string` does beside it, as tools write it. */
const alternatives: Tighter = (before, after) => {
  const [was, is] = [before, after].map((list) => {
    const items = listOf(list);
    return items.every((item) => isRecord(item) && Object.keys(item).join() === 'type') ? [] : items;
  });
  return beyond('fewer')(was, is);
};

/** Kubernetes 1.34, `ValidateListSetsAndMaps` of the API extensions: no item may be there twice. */
const unique: Tighter = (was, is) => /^(?:map|set)$/.test(shown(is)) && !/^(?:map|set)$/.test(shown(was));

/** Kubernetes 1.34, `supportedVersionedFormats` of the API extensions, but for `password`: others are not looked at. */
const formats =
  /^(?:bsonobjectid|byte|cidr|creditcard|date|datetime|duration|email|hexcolor|hostname|ipv[46]|isbn|isbn1[03]|k8slongname|k8sshortname|mac|quantity|rgbcolor|ssn|uri|uuid[345]?)$/;
const format: Tighter = (before, after) => {
  const [was, is] = [before, after].map((name) => shown(name).replaceAll('-', '')) as [string, string];
  return was !== is && formats.test(is);
};

/** By the type whose values they bind; those of integers bind numbers too. */
const keywords: Readonly<Record<string, Readonly<Record<string, Tighter>>>> = {
  any: {
    enum: beyond('fewer'),
    not: other,
    anyOf: alternatives,
    oneOf: beyond('fewer'),
    'x-kubernetes-validations': beyond('more'),
  },
  array: { maxItems: lower, minItems: longer, uniqueItems: on, 'x-kubernetes-list-type': unique },
  integer: {
    maximum: lower,
    minimum: higher,
    exclusiveMaximum: on,
    exclusiveMinimum: on,
    multipleOf: other,
  },
  object: { maxProperties: lower, minProperties: longer },
  string: { maxLength: lower, minLength: longer, pattern: other, format },
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
