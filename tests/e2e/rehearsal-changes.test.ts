import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/report/finding.ts';
import { badChanges, prepare } from '../lab/proofs/rehearsal-cases.ts';
import { checkout } from '../support/checkout.ts';
import { runPlumb } from '../support/plumb.ts';

/** Bad changes of which nothing offline tells, though a rehearsal does (tests/lab/proofs/rehearsal-bad.ts). */
const silent = [
  'a port of a Service leads to a number that no container listens on',
  'pods ask for more than any node has, within their quota',
  'pods may only be on nodes of a kind that there is none of',
  'all pods fit the quota, but not one more while they are replaced',
  'more pods are replaced at once than the budget allows',
  'a project of Argo CD does not permit scalers any more',
  'a scaler asks for a window that autoscalers do not have',
];

const environment = 'dev';
let root: string;
let base: string;
/** Found in the base, as it stands in no repository. */
let known: ReadonlySet<string>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'plumb-test-'));
  base = join(root, 'base/dist');
  cpSync(join(checkout, 'dist', environment), join(base, environment), { recursive: true });
  prepare(join(base, environment));
  known = new Set((await found(base)).map(textOf));
});
afterAll(() => rmSync(root, { recursive: true }));

/** What the verbs that need no cluster have against a dist. */
async function found(dist: string): Promise<Finding[]> {
  const runs = await Promise.all(
    [
      ['validate', 'dist'],
      ['policy', 'check', 'dist'],
      ['diff', base, 'dist'],
    ].map(async (args) => runPlumb([...args, '-o', 'json'], { cwd: dirname(dist) })),
  );
  return runs.flatMap(({ stdout }) => (JSON.parse(stdout) as { findings: Finding[] }).findings);
}

/** Wherever in a file it is. */
function textOf({ location: _, ...finding }: Finding): string {
  return JSON.stringify(finding);
}

describe('what only a rehearsal finds', () => {
  test('is enough', () => {
    expect(silent.length).toBeGreaterThanOrEqual(6);
  });

  test.each(silent)('%s', async (name) => {
    const change = badChanges.find((each) => each.name === name);
    expect(change).toBeDefined();
    const head = join(root, name.replaceAll(' ', '-'), 'dist');
    cpSync(base, head, { recursive: true });
    change?.make(join(head, environment));
    expect((await found(head)).filter((finding) => !known.has(textOf(finding)))).toEqual([]);
  });
});
