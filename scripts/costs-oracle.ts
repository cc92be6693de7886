/**
 * Asks the API server's own packages (tools/cel-oracle, built by Go) what the rules of custom resource definitions may cost,
 * compares the answers with src/cel/estimate, and records them for the tests: `node scripts/costs-oracle.ts`.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadFacts } from '../src/kubernetes/load.ts';
import { type CostGroup, costGroups, costsHere, hashOf, inOrder } from '../tests/cel/rules/cost-groups.ts';
import { withOracle } from './cel-oracle/build.ts';

interface Told {
  readonly path: readonly unknown[];
  /** A 64-bit integer. */
  readonly cost?: string;
  readonly error?: string;
}

function told({ name }: CostGroup, line: string): number[] {
  const { costs, error } = JSON.parse(line) as { readonly costs?: readonly Told[]; readonly error?: string };
  const mistake = costs?.find((each) => each.error !== undefined)?.error ?? error;
  if (costs === undefined || mistake !== undefined) throw new Error(`${name}: ${mistake}`);
  return inOrder(costs.map(({ path, cost }) => ({ path, cost: Number(cost) })));
}

const groups = costGroups(loadFacts());
const input = groups.map(({ schema }) => `${JSON.stringify({ costs: schema })}\n`).join('');
const lines = withOracle((program) => execFileSync(program, { input, maxBuffer: 2 ** 30 }))
  .toString()
  .trimEnd()
  .split('\n');
const recorded = groups.map((group, index) => ({
  name: group.name,
  hash: hashOf(group),
  costs: told(group, lines[index] ?? ''),
}));
const different = groups.filter((group, index) => {
  const here = costsHere(group);
  return recorded[index]?.costs.some((cost, place) => cost !== here[place]);
});
const count = recorded.flatMap(({ costs }) => costs).length;
process.stdout.write(`${count} expressions, ${different.length} of ${groups.length} schemas different\n`);
for (const { name } of different) process.stdout.write(`  ${name}\n`);
writeFileSync('tests/cel/rules/costs.json', `${JSON.stringify(recorded)}\n`);
