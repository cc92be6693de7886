import { compilePattern } from '../../cel/library/regex.ts';
import { isError } from '../../cel/value/value.ts';
import type { ApiSchema } from '../../kubernetes/facts.ts';
import type { Path } from '../../manifest/path.ts';
import { isEmpty } from '../../schema/structs/struct.ts';
import type { SchemaMistake } from './definition-lists.ts';

const unsupported = ['$ref', 'additionalItems', 'definitions', 'dependencies', 'id', 'patternProperties'];

/** Keywords that a schema may not have, or not in this way. */
export function keywordMistakes(schema: ApiSchema, path: Path): SchemaMistake[] {
  const mistakes: SchemaMistake[] = unsupported
    .filter((keyword) => !isZero(schema[keyword]))
    .map((keyword) => ({
      path: [...path, keyword],
      message: 'is not supported in a CustomResourceDefinition',
      next: keyword === '$ref' ? 'write out what it refers to' : 'leave it out',
    }));
  if (schema['uniqueItems'] === true)
    mistakes.push({
      path: [...path, 'uniqueItems'],
      message: 'may not be true',
      next: 'write x-kubernetes-list-type: set',
    });
  if (schema['x-kubernetes-embedded-resource'] === true) mistakes.push(...embeddedMistakes(schema, path));
  if (schema['x-kubernetes-preserve-unknown-fields'] === false)
    mistakes.push({
      path: [...path, 'x-kubernetes-preserve-unknown-fields'],
      message: 'is false',
      allowed: 'true',
      next: 'leave it out: unknown fields are pruned anyway',
    });
  return [...mistakes, ...patternMistakes(schema, path)];
}

/** What newer versions of Go take: groups of one name, and long names of classes such as `\p{Letter}`. */
const newer = /duplicate capture group|character class range: `\\p/i;

/** Patterns are RE2: what JavaScript and others look behind, ahead and back for, it does not know. */
function patternMistakes({ pattern }: ApiSchema, path: Path): SchemaMistake[] {
  if (typeof pattern !== 'string') return [];
  const compiled = compilePattern(pattern);
  if (!isError(compiled) || newer.test(compiled.message)) return [];
  return [
    {
      path: [...path, 'pattern'],
      message: `${JSON.stringify(pattern)} does not compile: ${compiled.message.replace(/^error parsing regexp: /, '')}`,
      allowed: 'a regular expression in the syntax of RE2',
    },
  ];
}

/** An object within another: of whatever kind, or of one whose fields are said. */
function embeddedMistakes({ type, properties, ...schema }: ApiSchema, path: Path): SchemaMistake[] {
  if (type !== 'object')
    return [{ path: [...path, 'type'], message: 'is no object, though it is embedded', allowed: 'object' }];
  if (!isZero(properties) || schema['x-kubernetes-preserve-unknown-fields'] === true) return [];
  return [
    {
      path: [...path, 'properties'],
      message: 'is missing in an embedded object',
      next: 'say what it holds, or write x-kubernetes-preserve-unknown-fields: true',
    },
  ];
}

/** What Go takes for a keyword that was left out. */
export function isZero(value: unknown): boolean {
  return value === false || isEmpty(value);
}
