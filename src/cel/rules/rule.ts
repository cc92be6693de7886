/** One entry of `x-kubernetes-validations`, ready to run. */
import type { ApiSchema } from '../../kubernetes/facts.ts';
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

export function rulesIn(schema: ApiSchema): readonly RuleSource[] {
  return (schema['x-kubernetes-validations'] ?? []) as readonly RuleSource[];
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
