import type { KubernetesObject } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import { formatPath } from '../manifest/path.ts';
import type { Finding } from '../report/finding.ts';

/** Values of a rendered object that no manifest can hold, such as functions and NaN. */
export function jsonFindings({
  object,
  source,
  constructPath,
}: {
  readonly object: KubernetesObject;
  readonly source: string;
  readonly constructPath: string;
}): Finding[] {
  return foreignValues(object, []).map(({ path, value }) => ({
    severity: 'unjudged',
    rule: 'no-json',
    message: `${formatPath(path)}: ${nameOf(value)} cannot stand in a manifest`,
    location: { file: source },
    subject: constructPath,
    allowed: 'text, finite numbers, booleans, null, lists and maps',
  }));
}

function foreignValues(value: unknown, path: Path): { path: Path; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => foreignValues(item, [...path, index]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => foreignValues(item, [...path, key]));
  const isJson =
    ['string', 'boolean', 'undefined'].includes(typeof value) || value === null || Number.isFinite(value);
  return isJson ? [] : [{ path, value }];
}

function nameOf(value: unknown): string {
  switch (typeof value) {
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'bigint':
      return `the bigint ${value}`;
    default:
      return `the number ${String(value)}`;
  }
}
