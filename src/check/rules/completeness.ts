import type { Path } from '../../manifest/path.ts';
import { type Fields, fieldsOf, selectMaps } from '../../manifest/select.ts';
import type { CheckedObject, Problem } from '../problem.ts';

/** Fields that the API server wants filled, but that OpenAPI calls optional (`pkg/apis/<group>/validation`). */

export function ingressBackendsHavePorts({ object }: CheckedObject): Problem[] {
  return ['spec.defaultBackend.service', 'spec.rules[].http.paths[].backend.service'].flatMap((pattern) =>
    selectMaps(object, pattern)
      .filter(({ value }) => !hasPort(fieldsOf(value, 'port')))
      .map(({ path }) => missing([...path, 'port'], 'port.number or port.name')),
  );
}

function hasPort({ name = '', number = 0 }: Fields): boolean {
  return (name !== '' && name !== null) || (number !== 0 && number !== null);
}

/** A rule is for resources, of some API groups, or for URLs. */
export function accessRulesAreComplete({ object }: CheckedObject): Problem[] {
  return selectMaps(object, 'rules[]').flatMap(({ value, path }) => {
    if (isFilled(value['nonResourceURLs'])) return [];
    return (['apiGroups', 'resources'] as const)
      .filter((field) => !isFilled(value[field]))
      .map((field) =>
        missing(
          [...path, field],
          field === 'apiGroups' ? '"" for the core API, or others' : 'at least one resource',
        ),
      );
  });
}

function isFilled(value: unknown): boolean {
  // What is no list at all, the schema tells.
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

function missing(path: Path, allowed: string): Problem {
  return { severity: 'error', rule: 'required-field', path, message: 'is missing', allowed };
}
