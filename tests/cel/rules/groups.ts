import { createHash } from 'node:crypto';
import { ruleTreeOf } from '../../../src/cel/rules/rule-tree.ts';
import type { ApiFacts, ApiSchema } from '../../../src/kubernetes/facts.ts';
import { casesOf, type RuleCase, variantsOf } from './corpus.ts';
import { chosen, features } from './features.ts';

/** One schema, and the custom resources that its rules are asked about. */
export interface RuleGroup {
  readonly name: string;
  readonly schema: ApiSchema;
  readonly cases: readonly RuleCase[];
}

/** An object of a repository, to be varied. */
export interface Sample {
  readonly group: string;
  readonly kind: string;
  readonly version: string;
  readonly object: unknown;
}

export function ruleGroups(facts: ApiFacts, samples: readonly Sample[]): RuleGroup[] {
  return [
    ...features.map((schema, index) => ({
      name: `features ${index}`,
      schema,
      cases: [...(chosen[index] ?? []), ...casesOf(schema)],
    })),
    ...schemasWithRules(facts).map(([name, schema]) => ({ name, schema, cases: casesOf(schema) })),
    ...samples.map((sample) => {
      const kind = facts.find(`${sample.group}/${sample.version}`, sample.kind);
      if (kind === undefined) throw new Error(`no schema of ${sample.group} ${sample.kind}`);
      const schema = facts.schemaOf(kind);
      const object = { ...(sample.object as object), apiVersion: 'example.com/v1', kind: 'Thing' };
      return { name: `a ${sample.kind}`, schema, cases: [{ object }, ...variantsOf(object, schema)] };
    }),
  ];
}

/** Versions of a kind often have one schema. */
export function schemasWithRules(facts: ApiFacts): [string, ApiSchema][] {
  const found = new Map<string, [string, ApiSchema]>();
  for (const kind of facts.kinds()) {
    const schema = facts.schemaOf(kind);
    const text = JSON.stringify(schema);
    if (schema['$ref'] !== undefined || found.has(text) || ruleTreeOf(schema) === undefined) continue;
    found.set(text, [`${kind.group}/${kind.version} ${kind.kind}`, schema]);
  }
  return [...found.values()];
}

/** Tells whether answers are to these questions. */
export function hashOf({ schema, cases }: RuleGroup): string {
  return createHash('sha256')
    .update(JSON.stringify([schema, cases]))
    .digest('hex')
    .slice(0, 16);
}
