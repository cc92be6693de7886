/**
 * Which type can stand for which, with type parameters bound on the way. The rules are those of cel-go's checker
 * (`checker/types.go`), which are laxer than the language's definition in places: null fits every message-like type.
 */
import { dynType, isDyn, isExactType, type Kind, nullType, type Type } from '../type.ts';

/** What type parameters stand for, by name. Trying an assignment leaves it as it was when it fails. */
export class Bindings {
  #types: ReadonlyMap<string, Type> = new Map();
  #fresh = 0;

  /** A type parameter that nothing else names. */
  fresh(): Type {
    const name = `_var${this.#fresh}`;
    this.#fresh += 1;
    return { kind: 'parameter', name, parameters: [] };
  }

  /** Whether every type fits the one at its place; binds parameters if so. */
  assign(targets: readonly Type[], sources: readonly Type[]): boolean {
    const attempt = new Attempt(this.#types);
    if (!attempt.assignAll(targets, sources)) return false;
    this.#types = attempt.types;
    return true;
  }

  /** With parameters replaced by what they stand for; those that stand for nothing become `dyn` if asked. */
  resolve(type: Type, unboundBecomesDyn = false): Type {
    const bound = type.kind === 'parameter' ? this.#types.get(type.name) : undefined;
    if (bound !== undefined) return this.resolve(bound, unboundBecomesDyn);
    if (type.kind === 'parameter') return unboundBecomesDyn ? dynType : type;
    if (type.parameters.length === 0) return type;
    return { ...type, parameters: type.parameters.map((each) => this.resolve(each, unboundBecomesDyn)) };
  }
}

class Attempt {
  readonly types: Map<string, Type>;

  constructor(types: ReadonlyMap<string, Type>) {
    this.types = new Map(types);
  }

  assignAll(targets: readonly Type[], sources: readonly Type[]): boolean {
    if (targets.length !== sources.length) return false;
    return targets.every((target, index) => this.#assign(target, sources[index] as Type));
  }

  #assign(a: Type, b: Type): boolean {
    if (b.kind === 'parameter') {
      const outcome = this.#substitute(a, b);
      if (outcome === 'fits') return true;
      if (outcome === 'bound to another') return false;
    }
    if (a.kind === 'parameter') return this.#substitute(b, a) === 'fits';
    if (isDyn(a) || isDyn(b) || a.kind === 'error' || b.kind === 'error') return true;
    if (a.kind === 'null') return takesNull(b);
    if (b.kind === 'null') return takesNull(a);
    switch (a.kind) {
      case 'type':
        return b.kind === 'type';
      case 'opaque':
      case 'list':
      case 'map':
        return a.kind === b.kind && a.name === b.name && this.assignAll(a.parameters, b.parameters);
      default:
        return a.kind === b.kind && a.name === b.name;
    }
  }

  /** Whether `type` may stand for the type parameter. */
  #substitute(type: Type, parameter: Type): 'fits' | 'bound to another' | 'occurs in itself' {
    if (isExactType(type, parameter)) return 'fits';
    const bound = this.types.get(parameter.name);
    if (bound === undefined) {
      if (this.#occurs(parameter, type)) return 'occurs in itself';
      this.types.set(parameter.name, type);
      return 'fits';
    }
    if (isExactType(type, bound)) return 'fits';
    if (!this.#assign(type, bound)) return 'bound to another';
    const general = mostGeneral(type, bound);
    if (!this.#occurs(parameter, general)) this.types.set(parameter.name, general);
    return 'fits';
  }

  #occurs(parameter: Type, within: Type): boolean {
    if (isExactType(parameter, within)) return true;
    if (within.kind === 'parameter') {
      const bound = this.types.get(within.name);
      return bound !== undefined && this.#occurs(parameter, bound);
    }
    return within.parameters.some((each) => this.#occurs(parameter, each));
  }
}

const nullable = new Set<Kind>([
  'any',
  'duration',
  'dyn',
  'null',
  'opaque',
  'parameter',
  'struct',
  'timestamp',
]);

function takesNull(type: Type): boolean {
  return nullable.has(type.kind) || isExactType(type, nullType);
}

/** Of two types that fit each other, the one that says less. */
export function mostGeneral(a: Type, b: Type): Type {
  return isEqualOrLessSpecific(a, b) ? a : b;
}

function isEqualOrLessSpecific(a: Type, b: Type): boolean {
  if (isDyn(a) || a.kind === 'parameter') return true;
  if (isDyn(b) || b.kind === 'parameter') return false;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'opaque':
    case 'list':
    case 'map':
      return (
        a.name === b.name &&
        a.parameters.length === b.parameters.length &&
        a.parameters.every((each, index) => isEqualOrLessSpecific(each, b.parameters[index] as Type))
      );
    case 'type':
      return true;
    default:
      return isExactType(a, b);
  }
}
