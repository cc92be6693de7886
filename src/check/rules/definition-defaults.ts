import { evaluateRules } from '../../cel/rules/evaluate.ts';
import type { ApiSchema } from '../../kubernetes/facts.ts';
import type { Path } from '../../manifest/path.ts';
import { SchemaLibrary } from '../../schema/node.ts';
import { Problems } from '../../schema/problems.ts';
import { Walk } from '../../schema/walk.ts';
import { hasDefault, type SchemaMistake } from './definition-lists.ts';

/**
 * A default must be what the schema would take as it stands, without defaults of its own, and hold nothing that it
 * prunes. The API server does not look at what is a number or a text, nor for items that repeat.
 */
export function defaultMistakes(schema: ApiSchema, path: Path): SchemaMistake[] {
  if (!hasDefault(schema) || JSON.stringify(schema).includes('"x-kubernetes-int-or-string":true')) return [];
  const library = new SchemaLibrary({});
  const problems = new Problems(false, [...path, 'default']);
  new Walk(library).check(schema['default'], library.read(schema, 'default'), problems);
  const wrong = problems.found.filter(
    ({ severity, rule }) => severity === 'error' && rule !== 'duplicate-list-item',
  );
  return wrong.length > 0 ? wrong : brokenRules(schema, path);
}

/** The API server asks the rules twice: as of what stays as it is, and as of what is new. */
function brokenRules(schema: ApiSchema, path: Path): SchemaMistake[] {
  const object = { default: schema['default'] };
  const holder = { type: 'object', properties: { default: schema } };
  const verdicts = [{ old: object }, {}].map((old) => evaluateRules({ schema: holder, object, ...old }));
  const { violations = [] } = verdicts.find((verdict) => verdict.violations.length > 0) ?? {};
  return violations.map((violation) => ({ path: [...path, ...violation.path], message: violation.message }));
}
