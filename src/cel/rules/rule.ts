/** One entry of `x-kubernetes-validations`, ready to run. */
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { type Compiled, compile, type Program } from '../cel.ts';
import type { Environment } from '../environment.ts';
import { ruleEnvironment } from '../schema/declared-type.ts';
import { formatType } from '../type.ts';
import { parseFieldPath } from './field-path.ts';

/** As a definition has it. */
export interface RuleSource {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

export interface CompiledRule {
  readonly source: RuleSource;
  /** `undefined` if the rule does not compile: no API server takes its definition. */
  readonly program: Program | undefined;
  /** It is about a change: it says nothing where there is no old value. */
  readonly isTransition: boolean;
  readonly messageProgram: Program | undefined;
  readonly fieldPath: Path;
}

/** What is no rule, or no field of one, is left out: that is its own schema's business. */
export function rulesIn(schema: ApiSchema): readonly RuleSource[] {
  const rules = schema['x-kubernetes-validations'];
  return Array.isArray(rules) ? rules.map(ruleOf) : [];
}

function ruleOf(given: unknown): RuleSource {
  const source = isRecord(given) ? given : {};
  const { rule, optionalOldSelf } = source;
  const texts = ['message', 'messageExpression', 'reason', 'fieldPath'].filter(
    (field) => typeof source[field] === 'string',
  );
  return {
    rule: typeof rule === 'string' ? rule : '',
    ...Object.fromEntries(texts.map((field) => [field, source[field]])),
    ...(typeof optionalOldSelf === 'boolean' && { optionalOldSelf }),
  };
}

/**
 * Rules of one level, as the API server runs those that it has stored. Rules without text are none.
 *
 * @param schema what the values are read by
 * @param isRoot whether it is that of a whole object
 */
export function compileRules(
  rules: readonly RuleSource[],
  schema: ApiSchema,
  isRoot: boolean,
): readonly CompiledRule[] {
  const environments = new Map<boolean, Environment | undefined>();
  return rules
    .filter(({ rule }) => rule.trim() !== '')
    .map((source) => {
      const optionalOldSelf = source.optionalOldSelf === true;
      if (!environments.has(optionalOldSelf))
        environments.set(
          optionalOldSelf,
          ruleEnvironment(schema, { origin: 'stored', isRoot, optionalOldSelf }),
        );
      const environment = environments.get(optionalOldSelf);
      const { rule, messageExpression = '', fieldPath = '' } = source;
      const program = environment && programOf(compile(rule, environment), 'bool');
      return {
        source,
        program,
        isTransition: program?.names.has('oldSelf') === true,
        messageProgram:
          environment && messageExpression !== ''
            ? programOf(compile(messageExpression, environment), 'string')
            : undefined,
        fieldPath: parseFieldPath(fieldPath, schema) ?? [],
      };
    });
}

function programOf(compiled: Compiled, type: 'bool' | 'string'): Program | undefined {
  return 'errors' in compiled || formatType(compiled.program.type) !== type ? undefined : compiled.program;
}
