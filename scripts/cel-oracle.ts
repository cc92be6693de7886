/**
 * Asks the pinned API server's own CEL environment (tools/cel-oracle, built by Go) what becomes of expressions, compares
 * the answers with src/cel, and records them for the tests: `node scripts/cel-oracle.ts`.
 *
 * Asked are the tables of tests/cel/cases, random expressions, and, without being recorded, the conformance tests of the
 * CEL specification that lie in a dependency of the API server. Answers that depend on the order of a Go map are left
 * out: every expression is asked twice.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, ask, type Subject } from '../tests/cel/engine.ts';
import { oracleModule, withOracle } from './cel-oracle/build.ts';
import { conformanceExpressions } from './cel-oracle/conformance.ts';
import { generate } from './cel-oracle/generate.ts';

interface Group extends Subject {
  readonly expressions: readonly string[];
}

interface OracleAnswer {
  readonly compileError?: string;
  readonly value?: unknown;
  readonly error?: string;
}

const cases = 'tests/cel/cases';
const maxOutputBytes = 2 ** 30;

/** Answers of the API server's packages; `undefined` for those that differ from one time to the next. */
function askOracle(program: string, { expressions, ...subject }: Group): (Answer | undefined)[] {
  const input = expressions.map((expression) => `${JSON.stringify({ expression, ...subject })}\n`).join('');
  const [first = [], second = []] = [1, 2].map(() =>
    execFileSync(program, { input, maxBuffer: maxOutputBytes }).toString().trimEnd().split('\n'),
  );
  return first.map((line, index) => {
    const { compileError, value, error = '' } = JSON.parse(line) as OracleAnswer;
    if (line !== second[index]) return undefined;
    if (compileError !== undefined) return { refused: compileError };
    // The API server's validators panic at some expressions: it refuses them too.
    if (error.startsWith('panic: ')) return { refused: error };
    return value === undefined ? { error } : { value };
  });
}

/** Objects of JSON have no order; what the API server says does. */
function isSame(answer: Answer, expected: Answer): boolean {
  if (answer.undecided !== undefined) return true;
  if (answer.refused !== undefined) return expected.refused !== undefined;
  if (answer.error !== undefined) return expected.error !== undefined;
  return JSON.stringify(answer.value) === JSON.stringify(expected.value);
}

function report(name: string, group: Group, answers: readonly (Answer | undefined)[]): void {
  const { expressions, ...subject } = group;
  let [same, undecided, asked] = [0, 0, 0];
  for (const [index, expression] of expressions.entries()) {
    const expected = answers[index];
    if (expected === undefined) continue;
    const answer = ask(expression, subject);
    asked += 1;
    undecided += Number(answer.undecided !== undefined);
    same += Number(isSame(answer, expected));
    if (!isSame(answer, expected))
      console.log(`${expression}\n  ${JSON.stringify(expected)}\n  ${JSON.stringify(answer)}`);
  }
  console.log(
    `${name}: ${asked} asked, ${same - undecided} alike, ${undecided} undecided, ${asked - same} different`,
  );
}

function generated(count: number, depth: number): string[] {
  const found = new Set<string>();
  const expressions = generate(depth, depth);
  while (found.size < count) found.add(expressions.next().value);
  return [...found];
}

const object: unknown = JSON.parse(readFileSync(join(cases, 'object.json'), 'utf8'));
const tables = readdirSync(cases)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => readFileSync(join(cases, name), 'utf8').trimEnd().split('\n'));
const rules = JSON.parse(readFileSync(join(cases, 'rules.json'), 'utf8')) as Group[];
const randomCount = Number(process.argv[2] ?? 1200);
const recorded: Record<string, Group> = {
  tables: { object, expressions: [...new Set(tables)] },
  random: { object, expressions: [1, 2, 3].flatMap((depth) => generated(randomCount, depth)) },
  ...Object.fromEntries(rules.map((group, index) => [`rules ${index}`, group])),
};

withOracle((program) => {
  const table = Object.entries(recorded).map(([name, group]) => {
    const answers = askOracle(program, group);
    report(name, group, answers);
    const { expressions, ...subject } = group;
    const outcomes = new Map(expressions.map((expression, index) => [expression, answers[index]]));
    return {
      ...subject,
      outcomes: Object.fromEntries<Answer | undefined>(
        [...outcomes].filter(([, answer]) => answer !== undefined),
      ),
    };
  });
  writeFileSync('tests/cel/oracle.json', `${JSON.stringify(table)}\n`);
  const conformance = { object, expressions: conformanceExpressions(oracleModule) };
  report('conformance', conformance, askOracle(program, conformance));
});
