import type { Finding, Location } from '../report/finding.ts';
import { isRecord } from './object.ts';
import type { Path } from './path.ts';
import type { PathEnd } from './positions.ts';

type Locate = (path: Path, end?: PathEnd) => Location;

/** Whether an object is a `List` of anything, which exists in files only. */
export function isList({ apiVersion, kind }: Readonly<Record<string, unknown>>): boolean {
  return apiVersion === 'v1' && kind === 'List';
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** Never the value: a Secret whose text breaks off leaves parts of it as documents of their own. */
function whatIs(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return nouns[typeof value] ?? 'a map';
}

/** Why a document is no manifest. */
export function problemOf(value: unknown, locate: Locate): Finding | undefined {
  const base = { severity: 'unjudged', rule: 'not-a-manifest' } as const;
  const allowed = 'an object with apiVersion, kind and metadata';
  if (!isRecord(value)) {
    const next = 'leave the file out, or write one object for each document';
    return {
      ...base,
      message: `the document is ${whatIs(value)}, not an object`,
      location: locate([]),
      allowed,
      next,
    };
  }
  for (const field of ['apiVersion', 'kind'] as const) {
    if (typeof value[field] === 'string' && value[field] !== '') continue;
    const found =
      value[field] === undefined
        ? 'is missing'
        : `is ${value[field] === '' ? 'empty' : whatIs(value[field])}, not a name`;
    const next = `add ${field}, or leave the file out if it is not a Kubernetes manifest`;
    return { ...base, message: `${field} ${found}`, location: locate([field], 'key'), allowed, next };
  }
  if (isList(value)) {
    return {
      ...base,
      message: 'items of the List is no list',
      location: locate(['items']),
      allowed: 'a list',
    };
  }
  if (isRecord(value.metadata)) return nameProblem(value.metadata, locate);
  const next = 'give the object a metadata.name, or leave the file out if it is not a Kubernetes manifest';
  const found = value.metadata === undefined ? 'is missing' : 'is not a map';
  return {
    ...base,
    message: `metadata of the ${String(value.kind)} ${found}`,
    location: locate(['metadata'], 'key'),
    allowed,
    next,
  };
}

/** YAML reads many a short word as something else than text; kubectl takes no such name either. */
function nameProblem(metadata: Readonly<Record<string, unknown>>, locate: Locate): Finding | undefined {
  for (const field of ['name', 'namespace']) {
    const value = metadata[field] ?? '';
    if (typeof value === 'string') continue;
    const isNested = typeof value === 'object';
    const found = isNested ? whatIs(value) : JSON.stringify(value);
    return {
      severity: 'unjudged',
      rule: 'not-a-manifest',
      message: `metadata.${field} is ${found}, not a text`,
      location: locate(['metadata', field]),
      allowed: 'a text',
      next: isNested ? 'write one name' : 'put it in quotes',
    };
  }
  return undefined;
}
