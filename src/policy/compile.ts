import { compile, type Program } from '../cel/cel.ts';
import { composedType } from '../cel/environment.ts';
import { type AdmissionOptions, admissionEnvironment } from '../cel/kubernetes.ts';
import { boolType, dynType, formatType, isExactType, nullType, stringType, type Type } from '../cel/type.ts';
import type { Path } from '../manifest/path.ts';
import type { Policy, Validation } from './policies.ts';
import type { PolicyProblem } from './problem.ts';

/** An expression, ready to run. */
export interface Expression {
  readonly source: string;
  readonly program: Program;
}

export interface CompiledValidation extends Omit<Validation, 'expression' | 'messageExpression'> {
  readonly expression: Expression;
  readonly messageExpression?: Expression;
}

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly matchConditions: readonly { readonly name: string; readonly expression: Expression }[];
  readonly variables: ReadonlyMap<string, Expression>;
  readonly validations: readonly CompiledValidation[];
  readonly auditAnnotations: readonly { readonly key: string; readonly expression: Expression }[];
}

/** `undefined` as the policy when the API server would refuse it; the problems say why. */
export interface CompileResult {
  readonly compiled: CompiledPolicy | undefined;
  readonly problems: readonly PolicyProblem[];
}

/** Compiles every expression of a policy once, in the environment that the API server gives it. */
export function compilePolicy(policy: Policy): CompileResult {
  const compiler = new PolicyCompiler(policy);
  const compiled = compiler.compile();
  return { compiled: compiler.problems.length === 0 ? compiled : undefined, problems: compiler.problems };
}

class PolicyCompiler {
  readonly problems: PolicyProblem[] = [];
  readonly #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  compile(): CompiledPolicy {
    const { paramKind, variables, matchConditions, validations, auditAnnotations } = this.#policy;
    const options = { origin: 'new', params: paramKind !== undefined, authorizer: true } as const;
    // The API server takes no variables in match conditions, though it could evaluate them.
    const bare: AdmissionOptions = { ...options, variables: new Map() };
    const conditions = matchConditions.map(({ name, expression }, index) => ({
      name,
      expression: this.#compile(
        expression,
        bare,
        [boolType],
        ['spec', 'matchConditions', index, 'expression'],
      ),
    }));
    const types = new Map<string, Type>();
    const composed = new Map<string, Expression>();
    for (const [index, { name, expression }] of variables.entries()) {
      const path: Path = ['spec', 'variables', index, 'expression'];
      const variable = this.#compile(expression, { ...options, variables: new Map(types) }, [], path);
      types.set(name, composedType(variable.program.type, dynType));
      composed.set(name, variable);
    }
    const full: AdmissionOptions = { ...options, variables: types };
    return {
      policy: this.#policy,
      matchConditions: conditions,
      variables: composed,
      validations: validations.map((validation, index) => this.#validation(validation, full, index)),
      auditAnnotations: auditAnnotations.map(({ key, valueExpression }, index) => ({
        key,
        expression: this.#compile(
          valueExpression,
          full,
          [stringType, nullType],
          ['spec', 'auditAnnotations', index, 'valueExpression'],
        ),
      })),
    };
  }

  #validation(
    { expression, messageExpression, ...rest }: Validation,
    options: AdmissionOptions,
    index: number,
  ): CompiledValidation {
    const path: Path = ['spec', 'validations', index];
    const hasMessage = messageExpression !== undefined && messageExpression !== '';
    return {
      ...rest,
      expression: this.#compile(expression, options, [boolType], [...path, 'expression']),
      ...(hasMessage && {
        messageExpression: this.#compile(
          messageExpression,
          { ...options, authorizer: false },
          [stringType],
          [...path, 'messageExpression'],
        ),
      }),
    };
  }

  /** @param resultTypes what the expression must evaluate to; empty for anything */
  #compile(source: string, options: AdmissionOptions, resultTypes: readonly Type[], path: Path): Expression {
    const compiled = compile(source, admissionEnvironment(options));
    if ('errors' in compiled) {
      for (const { message, line, column } of compiled.errors)
        this.#add(path, `does not compile, at ${line}:${column}: ${message}`);
      return { source, program: refused };
    }
    const { program } = compiled;
    if (resultTypes.length > 0 && !resultTypes.some((type) => isExactType(type, program.type))) {
      const wanted = resultTypes.map(formatType);
      const must = wanted.length === 1 ? wanted[0] : `one of [${wanted.join(' ')}]`;
      this.#add(path, `must evaluate to ${must} but got ${formatType(program.type)}`);
    }
    return { source, program };
  }

  #add(path: Path, message: string): void {
    this.problems.push({ rule: 'expression-does-not-compile', path, message });
  }
}

/** Stands in for an expression of a policy that is not going to be evaluated. */
const refused: Program = {
  type: dynType,
  names: new Set(),
  evaluate: () => ({ outcome: 'undecided', reason: 'the expression does not compile', cost: 0 }),
};
