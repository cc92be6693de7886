/**
 * Is this object valid for this API? As the API server answers with `fieldValidation=Strict`, for objects that are
 * created or applied, offline.
 *
 *     validator.ts    one object: head, metadata, then a walk through value and schema
 *     walk.ts         unknown fields, nulls, defaults, required fields, lists
 *     node.ts         a schema, prepared for walking when first needed
 *     scalars.ts      types of scalars                  limits.ts      what they may be
 *     conditions.ts   allOf, anyOf, oneOf, not          lists.ts       list maps and sets
 *
 * What the API server checks by hand in built-in kinds:
 *
 *     validated.ts    one field, as `fields/` says      tolerated.ts   what it lets pass
 *     unions.ts       fields of which one may be set    structs/       several fields of one struct
 *     metadata.ts, names.ts, resource-names.ts          names, labels and annotations
 *
 * Not judged here: CEL rules of CRDs (`src/cel/rules/`), rules between structs that no schema tells (a selector that
 * must match its template) and references to other objects (`src/check/`).
 */
import type { ApiFacts, KindFacts } from '../kubernetes/facts.ts';
import { isRecord } from '../manifest/object.ts';
import { describe } from './describe.ts';
import { checkIdentity } from './metadata.ts';
import { SchemaLibrary, type SchemaNode } from './node.ts';
import { Problems } from './problems.ts';
import { wrongType } from './scalars.ts';
import { unknownKind } from './unknown-kind.ts';
import type { SchemaProblem, SchemaVerdict } from './verdict.ts';
import { Walk } from './walk.ts';

export interface Validator {
  /** Never throws, whatever the input; finds all problems in one go. */
  validate(object: unknown): SchemaVerdict;
}

/** A validator holds what it has read of the schemas: keep it for as many objects as there are. */
export function createValidator(facts: ApiFacts): Validator {
  const library = new SchemaLibrary(facts.definitions());
  const roots = new Map<KindFacts, SchemaNode>();
  const rootOf = (kind: KindFacts): SchemaNode => {
    const root = roots.get(kind) ?? library.read(facts.schemaOf(kind), 'custom');
    roots.set(kind, root);
    return root;
  };
  return {
    validate(object) {
      const unusable = checkHead(object);
      if (unusable !== undefined) return { kind: undefined, problems: [unusable] };
      const head = object as { apiVersion: string; kind: string };
      const kind = facts.find(head.apiVersion, head.kind);
      if (kind === undefined) return { kind, problems: [unknownKind(head.apiVersion, head.kind, facts)] };
      const problems = new Problems(kind.group === '' && kind.kind === 'Secret');
      checkObject(object as Readonly<Record<string, unknown>>, kind, rootOf(kind), library, problems);
      return { kind, problems: problems.found };
    },
  };
}

function checkHead(object: unknown): SchemaProblem | undefined {
  if (!isRecord(object)) {
    const message = `a manifest must be an object, not ${describe(object)}`;
    return { severity: 'unjudged', rule: 'not-an-object', path: [], message, value: object };
  }
  for (const name of ['apiVersion', 'kind']) {
    const value = object[name];
    if (typeof value === 'string' && value !== '') continue;
    const isMissing = value === undefined || value === null || value === '';
    const complaint = isMissing
      ? { rule: 'required-field' as const, message: 'is missing', value }
      : wrongType(value, 'string');
    return { ...complaint, severity: 'unjudged', path: [name] };
  }
  return undefined;
}

function checkObject(
  object: Readonly<Record<string, unknown>>,
  kind: KindFacts,
  root: SchemaNode,
  library: SchemaLibrary,
  problems: Problems,
): void {
  const walk = new Walk(library);
  const { metadata = {} } = object;
  problems.enter('metadata');
  if (root.mode === 'custom') walk.check(metadata, library.objectMeta, problems);
  if (isRecord(metadata) || metadata === null) checkIdentity(metadata ?? {}, kind, problems);
  problems.leave();
  walk.checkRoot(object, root, problems);
}
