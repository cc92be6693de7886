/** Rules of a schema at every depth, compiled when a value first comes to them. */
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import { hasDeclaredType } from '../schema/declared-type.ts';
import { type CompiledRule, compileRules, rulesIn } from './rule.ts';

const trees = new WeakMap<ApiSchema, RuleTree | null>();

/** @returns `undefined` for the schema of a custom resource without rules, which is most of them */
export function ruleTreeOf(schema: ApiSchema): RuleTree | undefined {
  const known = trees.get(schema);
  if (known !== undefined) return known ?? undefined;
  // Rules that stand in allOf only are not looked for.
  const tree = hasRules(schema, false) ? new RuleTree(schema, schema, true) : null;
  trees.set(schema, tree);
  return tree ?? undefined;
}

function hasRules(schema: ApiSchema, inBranches = true): boolean {
  const { properties, items, additionalProperties } = schema;
  const parts = [items, additionalProperties, ...(isRecord(properties) ? Object.values(properties) : [])];
  return (
    rulesIn(schema).length > 0 ||
    parts.some((each) => isRecord(each) && hasRules(each, inBranches)) ||
    (inBranches && branchesOf(schema).some((branch) => hasRules(branch)))
  );
}

function branchesOf(schema: ApiSchema): readonly ApiSchema[] {
  return (schema['allOf'] ?? []) as readonly ApiSchema[];
}

/** One level. A branch of allOf has rules for values that it does not itself describe. */
export class RuleTree {
  /** What describes the values. */
  readonly schema: ApiSchema;
  readonly #holder: ApiSchema;
  readonly #isRoot: boolean;
  readonly #fields = new Map<string, RuleTree | undefined>();
  #rules: readonly CompiledRule[] | undefined;
  #items: { readonly tree: RuleTree | undefined } | undefined;
  #values: { readonly tree: RuleTree | undefined } | undefined;
  #branches: readonly RuleTree[] | undefined;

  /** @param holder the schema whose rules these are */
  constructor(schema: ApiSchema, holder: ApiSchema, isRoot: boolean) {
    this.schema = schema;
    this.#holder = holder;
    this.#isRoot = isRoot;
  }

  get rules(): readonly CompiledRule[] {
    this.#rules ??= compileRules(rulesIn(this.#holder), this.schema, this.#isRoot);
    return this.#rules;
  }

  get branches(): readonly RuleTree[] {
    this.#branches ??= branchesOf(this.#holder)
      .filter((branch) => hasRules(branch))
      .map((branch) => new RuleTree(this.schema, branch, this.#isRoot));
    return this.#branches;
  }

  get items(): RuleTree | undefined {
    this.#items ??= { tree: below(this.schema['items'], this.#holder['items']) };
    return this.#items.tree;
  }

  /** Of a map's values. */
  get values(): RuleTree | undefined {
    const [schema, holder] = [this.schema, this.#holder].map((each) => each['additionalProperties']);
    this.#values ??= { tree: below(schema, holder) };
    return this.#values.tree;
  }

  field(name: string): RuleTree | undefined {
    if (this.#fields.has(name)) return this.#fields.get(name);
    const [schema, holder] = [this.schema, this.#holder].map((each) => propertyOf(each, name));
    const tree = below(schema, holder);
    this.#fields.set(name, tree);
    return tree;
  }
}

function propertyOf({ properties }: ApiSchema, name: string): unknown {
  return isRecord(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function below(schema: unknown, holder: unknown): RuleTree | undefined {
  if (!isRecord(schema) || !isRecord(holder) || !hasRules(holder) || !hasDeclaredType(schema))
    return undefined;
  return new RuleTree(schema, holder, schema['x-kubernetes-embedded-resource'] === true);
}
