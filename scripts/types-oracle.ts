/**
 * Asks the API server's own type checker (tools/type-oracle, built by Go) what it notes of policies, compares that with
 * src/policy/type-check.ts, and records it for the tests: `node scripts/types-oracle.ts`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { ApiSchema, KindFacts } from '../src/kubernetes/facts.ts';
import { loadFacts } from '../src/kubernetes/load.ts';
import { type ExpressionWarning, notedWarnings, warningsOf } from '../tests/policy/types/answer.ts';
import { checkedPolicies } from '../tests/policy/types/corpus.ts';
import { withProgram } from './cel-oracle/build.ts';

const facts = loadFacts();
const policies = checkedPolicies(facts);
const text = { type: 'string' };
const metadata = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

/** As an API server publishes it. */
function published(kind: KindFacts): ApiSchema {
  const schema = facts.schemaOf(kind);
  if (schema['$ref'] !== undefined) return schema;
  const properties = { ...(schema['properties'] as ApiSchema), apiVersion: text, kind: text, metadata };
  return { ...schema, properties };
}

const kinds = facts.kinds().map((kind) => ({ ...kind, schema: published(kind) }));
const input = JSON.stringify({ kinds, definitions: facts.definitions(), policies });
const noted = withProgram('tools/type-oracle', (program) => {
  const output = execFileSync(program, { input, maxBuffer: 2 ** 30 }).toString();
  return JSON.parse(output) as (readonly ExpressionWarning[] | null)[];
}).map((warnings) => notedWarnings(warnings ?? []));

const found = warningsOf(policies, facts);
const different = policies.filter((_policy, index) => !isDeepStrictEqual(found[index], noted[index]));
for (const policy of different.slice(0, 5)) {
  const index = policies.indexOf(policy);
  console.log(noted[index], found[index]);
}
console.log(`${policies.length} policies, ${noted.flat().length} warnings, ${different.length} different`);
const hash = createHash('sha256').update(JSON.stringify(policies)).digest('hex');
writeFileSync('tests/policy/types/recorded.json', `${JSON.stringify({ hash, noted })}\n`);
