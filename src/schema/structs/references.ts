import { isSourceDropped, isSourceElsewhere } from '../../kubernetes/data-sources.ts';
import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import { type Fields, isEmpty, isSet, type StructRule, type Wrong } from './struct.ts';

/** Objects that are named by group, kind and name. */

function unnamed(value: Fields, field: string): Wrong[] {
  const reference = value[field];
  return ['kind', 'name']
    .filter((part) => isEmpty(fieldsOf(reference)[part]))
    .map((part) => ({
      at: [field, part],
      message: 'is missing',
      allowed: `the ${part} of the object that is meant`,
    }));
}

/** `validateIngressTypedLocalObjectReference` */
export function resourceIsNamed(backend: Fields): Wrong[] {
  return backend['resource'] === undefined ? [] : unnamed(backend, 'resource');
}

/** What a volume is filled from (`validateDataSource`, `validateDataSourceRef`). */
function wrongSource(spec: Fields, field: string): Wrong[] {
  if (spec[field] === undefined) return [];
  const source = fieldsOf(spec, field);
  const kind = textOf(source, 'kind');
  if (kind === undefined || kind === 'PersistentVolumeClaim' || !isEmpty(source['apiGroup']))
    return unnamed(spec, field);
  return [
    ...unnamed(spec, field),
    {
      at: [field, 'apiGroup'],
      message: `is missing, with the kind ${kind}`,
      allowed: 'the group of the kind; none is for PersistentVolumeClaim alone',
    },
  ];
}

export function sourcesAreNamed(spec: Fields): Wrong[] {
  return [
    ...(isSourceDropped(spec) ? [] : wrongSource(spec, 'dataSource')),
    ...(isSourceElsewhere(spec) ? [] : wrongSource(spec, 'dataSourceRef')),
  ];
}

/** Where both are written, they are the same (`isDataSourceEqualDataSourceRef`). */
export function sourcesAgree(spec: Fields): Wrong[] {
  if (!isSet(spec['dataSource']) || !isSet(spec['dataSourceRef']) || isSourceElsewhere(spec)) return [];
  const [source, reference] = ['dataSource', 'dataSourceRef'].map((field) => fieldsOf(spec, field));
  const unlike = ['apiGroup', 'kind', 'name'].find((part) => source?.[part] !== reference?.[part]);
  if (unlike === undefined) return [];
  return [
    {
      at: ['dataSourceRef', unlike],
      message: 'differs from that of dataSource',
      allowed: 'what dataSource says, or one of the two alone',
      next: 'remove dataSource',
    },
  ];
}

/** In a claim that is yet to be made, the API server drops nothing. */
export function keptSourcesAreNamed(claims: string): StructRule {
  return (value) =>
    selectMaps(value, claims)
      .filter(({ value: spec }) => isSourceDropped(spec))
      .flatMap(({ value: spec, path }) =>
        wrongSource(spec, 'dataSource').map((wrong) => ({ ...wrong, at: [...path, ...wrong.at] })),
      );
}
