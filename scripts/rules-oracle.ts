/**
 * Asks the API server's own packages (tools/cel-oracle, built by Go) what the rules of custom resource definitions say of
 * objects, compares the answers with src/cel/rules, and records them for the tests: `node scripts/rules-oracle.ts`.
 *
 * Asked are all definitions that are known and some made up, over generated objects and those of dist, created and updated.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { ruleTreeOf } from '../src/cel/rules/rule-tree.ts';
import { loadFacts } from '../src/kubernetes/load.ts';
import { identityOf } from '../src/manifest/object.ts';
import { readManifestPaths } from '../src/manifest/read-paths.ts';
import { agrees, answersTo, normalized, type RuleAnswer } from '../tests/cel/rules/answer.ts';
import { hashOf, type RuleGroup, ruleGroups, type Sample } from '../tests/cel/rules/groups.ts';
import { withOracle } from './cel-oracle/build.ts';

const facts = loadFacts();
const maxOutputBytes = 2 ** 30;

/** The first object of dist of each kind with rules. */
async function samplesOfDist(): Promise<Sample[]> {
  const { manifests } = await readManifestPaths(['dist'], process.cwd());
  const first = new Map<string, Sample>();
  for (const { object } of manifests) {
    const known = facts.find(object.apiVersion, object.kind);
    if (known === undefined || ruleTreeOf(facts.schemaOf(known)) === undefined) continue;
    const { group, kind } = identityOf(object);
    const sample = { group, kind, version: known.version, object };
    if (!first.has(`${group} ${kind}`)) first.set(`${group} ${kind}`, sample);
  }
  return [...first.values()];
}

function askOracle(program: string, { schema, cases }: RuleGroup): RuleAnswer[] {
  const input = `${JSON.stringify({ custom: { schema, cases } })}\n`;
  const output = execFileSync(program, { input, maxBuffer: maxOutputBytes }).toString();
  const { custom, error } = JSON.parse(output) as { custom?: RuleAnswer[]; error?: string };
  if (custom === undefined) throw new Error(error);
  return custom.map(normalized);
}

function report({ name, cases, schema }: RuleGroup, expected: readonly RuleAnswer[]): void {
  const answers = answersTo(schema, cases, facts);
  const open = answers.filter((answer) => answer === undefined).length;
  const different = cases.filter((_case, index) => {
    const [answer, wanted] = [answers[index], expected[index]];
    return answer !== undefined && wanted !== undefined && !agrees(answer, wanted);
  });
  for (const each of different.slice(0, 3)) {
    const index = cases.indexOf(each);
    console.log(JSON.stringify(each), '\n ', expected[index], '\n ', answers[index]);
  }
  console.log(`${name}: ${cases.length} asked, ${open} undecided, ${different.length} different`);
}

const samples = await samplesOfDist();
const texts = new Map<string, number>();
const numbered = (list: readonly string[] = []): number[] =>
  list.map((text) => {
    if (!texts.has(text)) texts.set(text, texts.size);
    return texts.get(text) ?? 0;
  });
const groups = withOracle((program) =>
  ruleGroups(facts, samples).map((group) => {
    const answers = askOracle(program, group);
    report(group, answers);
    return {
      name: group.name,
      hash: hashOf(group),
      answers: answers.map(({ blocked, violations, warnings }) =>
        blocked ? 'blocked' : [numbered(violations), numbered(warnings)],
      ),
    };
  }),
);
writeFileSync(
  'tests/cel/rules/recorded.json',
  `${JSON.stringify({ samples, texts: [...texts.keys()], groups })}\n`,
);
