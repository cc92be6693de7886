import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { staleDocuments } from '../../scripts/recordings/documents.ts';
import { driftPage, driftTable } from '../../scripts/recordings/drift-comparison.ts';
import { hashInputs } from '../../scripts/recordings/inputs.ts';
import { replaceMarked } from '../../scripts/recordings/markdown.ts';
import { proofPage } from '../../scripts/recordings/proof-page.ts';
import { findProofs } from '../../scripts/recordings/proofs.ts';
import { readRecording, recordingFile, recordingsFolder } from '../../scripts/recordings/recording.ts';
import { times } from '../../scripts/recordings/times.ts';
import { unattended } from '../../scripts/recordings/unattended.ts';
import { unrecorded } from '../../scripts/recordings/unrecorded.ts';
import { loadJudges } from '../../src/cli/judges.ts';
import { checkout } from '../support/checkout.ts';

const proofs = findProofs(checkout);

describe('recordings', () => {
  const toDo = (names: readonly string[]): string =>
    names.length === 0 ? 'nothing to do' : `to do: npm run record -- ${names.join(' ')}`;

  test('each proof has one, or a reason to have none', () => {
    const missing = proofs.filter(({ name }) => !existsSync(recordingFile(checkout, name)));
    expect(missing.map(({ name }) => name).toSorted()).toEqual(Object.keys(unrecorded));
  });

  // Those of tests/lab/real are run by each `npm test`, whatever was recorded of them.
  test('what counts for a proof that npm test does not run is as it was when it was recorded', () => {
    const stale = proofs.filter(
      (proof) =>
        proof.project === 'proofs' &&
        existsSync(recordingFile(checkout, proof.name)) &&
        readRecording(checkout, proof.name)?.inputs !== hashInputs(checkout, proof),
    );
    expect(toDo(stale.map(({ name }) => name))).toBe('nothing to do');
  });

  test('none is left of a proof that is gone', () => {
    const recorded = globSync('*.json', { cwd: join(checkout, recordingsFolder) });
    const names = proofs.map(({ name }) => name);
    expect(recorded.filter((file) => !names.includes(basename(file, '.json')))).toEqual([]);
  });

  test('the documentation says what they say (npm run docs)', async () => {
    expect(await staleDocuments(checkout)).toEqual([]);
  });
});

describe('the documentation', () => {
  const recording = {
    inputs: '',
    machine: { cores: 2, memoryGibibytes: 24 },
    passed: 1,
    seconds: 9,
    steps: [{ proof: 'sync', step: 'a commit is synced', seconds: 4.26, targetSeconds: 30 }],
    memory: [{ of: 'a hub', process: 'dev/etcd', mebibytes: 74 }],
    kinds: [{ column: 'admitted' as const, kinds: ['ConfigMap'] }],
  };

  test('shows each step with its time and target, and the memory of each process', () => {
    expect(times(new Map([['sync', recording]]))).toBe(`Measured on 2 cores with 24 GiB of memory:

| proof | step | time | target |
| --- | --- | --- | --- |
| sync | a commit is synced | 4.3 s | 30 s |

Memory of a hub, together 74 MiB:

| process | resident |
| --- | --- |
| dev/etcd | 74 MiB |
`);
  });

  test('says of what nothing is recorded, and why', () => {
    expect(times(new Map(), ['drift', 'sync'])).toBe(`Nothing is recorded of these:

| proof | why |
| --- | --- |
| drift | ${unrecorded['drift']} |
| sync | not yet |
`);
  });

  const verdicts = [
    { name: 'just applied', of: 'Service a', told: { ours: false, theirs: false } },
    { name: 'scaled', of: 'Deployment a', told: { ours: false, theirs: true } },
    {
      name: 'labelled',
      of: 'Service a',
      family: 'something is added' as const,
      told: { ours: true, theirs: false },
    },
    {
      name: 'set',
      of: 'Deployment a',
      family: 'a value is changed' as const,
      told: { ours: true, theirs: true },
    },
  ];

  test('counts what each program finds of drift, by family, and what it invents', () => {
    expect(driftTable(verdicts)).toBe(`|  | cases | \`ours\` | \`theirs\` |
| --- | --- | --- | --- |
| a value is changed | 1 | 1 | 1 |
| a value is removed | 0 | 0 | 0 |
| something is added | 1 | 1 | 0 |
| somebody scales by hand | 0 | 0 | 0 |
| **all drifts found** | 2 | 2 | 1 |
| **told though it is none** | 2 | 0 | 1 |
`);
  });

  test('shows the cases that programs judge otherwise', () => {
    const rows = driftPage(verdicts)
      .split('\n')
      .filter((line) => /^\| [a-z]+ \| [A-Z]/.test(line));
    expect(rows).toEqual([
      '| labelled | Service a | found | **missed** |',
      '| scaled | Deployment a | silent | **told** |',
    ]);
  });

  test('tells valid from admitted, reconciled and restored, and says why not', () => {
    const namespaced = { name: 'a', namespace: 'a' };
    const objects = [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: namespaced },
      { apiVersion: 'v1', kind: 'Service', metadata: namespaced, spec: { prots: [] } },
      { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: namespaced, spec: {} },
    ];
    const page = proofPage(objects, loadJudges().validator, [recording]);
    expect(page.split('\n').filter((line) => line.startsWith('| `'))).toEqual([
      '| `ConfigMap` | yes | yes | others read it | *git has it* |',
      '| `Gateway.networking.istio.io` | yes | not yet | no Istio in the lab | *git has it* |',
      '| `Service` | not 1 of them | not yet | not yet | *git has it* |',
    ]);
  });

  test('gives no reason for kinds that dist does not have, or that were seen to be reconciled', () => {
    const page = readFileSync(join(checkout, 'docs/reference/proof.md'), 'utf8');
    const kinds = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, kind = '']) => kind);
    const reasons = Object.keys(unattended);
    expect(reasons.filter((reason) => !kinds.some((kind) => isAbout(reason, kind)))).toEqual([]);
    const reconciled = proofs
      .flatMap(({ name }) => readRecording(checkout, name)?.kinds ?? [])
      .flatMap((proved) => (proved.column === 'reconciled' ? proved.kinds : []));
    expect(reconciled.filter((kind) => reasons.some((reason) => isAbout(reason, kind)))).toEqual([]);
  });

  const isAbout = (reason: string, kind: string): boolean =>
    reason === kind || (reason.startsWith('*') && kind.replace(/^[^.]+/, '*') === reason);

  test('a table replaces what stood between its marks, and nothing else', () => {
    const page = 'before\n<!-- a: written by npm run docs -->\nold\n<!-- end of a -->\nafter\n';
    const written = replaceMarked(page, 'a', 'new\n');
    expect(written).toMatch(/^before\n[^]*\nnew\n\n<!-- end of a -->\nafter\n$/);
    expect(replaceMarked(written, 'a', 'new\n')).toBe(written);
    expect(() => replaceMarked('before', 'a', 'new')).toThrow('the page has no lines');
  });
});
