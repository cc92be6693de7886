import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployerOf } from '../../../src/cli/rehearse/deployer.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import { judgeMove } from '../../../src/rehearse/judge/judge.ts';
import { type Rehearsal, rehearse } from '../../../src/rehearse/rehearse.ts';
import { copyApps } from '../../../src/rehearse/select.ts';
import type { Finding } from '../../../src/report/finding.ts';
import { checkout } from '../../support/checkout.ts';
import { createTestLab } from '../../support/lab.ts';
import { reportMeasurement } from '../../support/measure.ts';
import { runPlumb } from '../../support/plumb.ts';
import { apps, type BadChange, badChanges, type Change, goodChanges, prepare } from './rehearsal-cases.ts';

const environment = 'dev';
const region = 'ap-northeast-1';
const cluster = 'dev-ap-northeast-1';

/** Beyond declared waits: what one rehearsal may take at most, from BASE to HEAD and back. */
const targetSeconds = 180;

describe('changes of dist, one after the other in one lab', () => {
  const testLab = createTestLab();
  let lab: Lab;
  /** As dist, with all apps of the environment. */
  let base: string;
  /** What the verbs that need no cluster have against the base, as it stands in no repository. */
  let known: readonly Finding[];

  beforeAll(async () => {
    lab = await testLab.up([`${environment}/${region}`], ['argocd', 'keda', 'prometheus', 'rollouts']);
    base = join(lab.folder, 'base/dist');
    cpSync(join(checkout, 'dist', environment), join(base, environment), { recursive: true });
    prepare(join(base, environment));
    known = await offlineFindings(base);
  }, 1_800_000);
  afterAll(async () => testLab.dispose());

  function headOf({ name, make }: Change): string {
    const head = join(lab.folder, name.replaceAll(/\W+/g, '-'), 'dist');
    cpSync(base, head, { recursive: true });
    make(join(head, environment));
    return head;
  }

  /** A copy with those apps that take part. */
  function chosen(dist: string): string {
    const folder = join(dirname(dist), 'chosen');
    const places = apps.map((path) => path.split('/')).map(([target = '', app = '']) => ({ target, app }));
    copyApps(dist, environment, places, folder);
    return folder;
  }

  async function rehearsed(change: Change, head: string): Promise<Rehearsal> {
    const found = await rehearse(
      {
        lab,
        hub: cluster,
        cluster,
        environment,
        region,
        deployer: deployerOf(lab, environment, region),
        requested: ['fast-canaries'],
        progress: { note: () => undefined },
        signal: AbortSignal.timeout(900_000),
      },
      { base: chosen(base), head: chosen(head) },
    );
    const { forward, back } = found;
    const beyond = [forward, back].map(({ seconds, declaredSeconds }) => seconds - declaredSeconds);
    reportMeasurement({
      proof: 'rehearsal',
      step: `there and back: ${change.name}`,
      seconds: beyond.reduce((sum, seconds) => sum + seconds, 0),
      targetSeconds,
    });
    return found;
  }

  /** What the verbs that need no cluster have against a change, wherever in a file it is. */
  async function offlineFindings(head: string): Promise<Finding[]> {
    const runs = await Promise.all(
      [
        ['validate', 'dist'],
        ['policy', 'check', 'dist'],
        ['diff', base, 'dist'],
      ].map(async (args) => runPlumb([...args, '-o', 'json'], { cwd: dirname(head) })),
    );
    return runs
      .flatMap(({ stdout }) => (JSON.parse(stdout) as { findings: Finding[] }).findings)
      .map(({ location: _, ...finding }) => finding);
  }

  test('enough of them are tried', () => {
    expect(badChanges.length).toBeGreaterThanOrEqual(12);
    expect(badChanges.filter(({ passesOffline }) => passesOffline).length).toBeGreaterThanOrEqual(6);
    expect(goodChanges.length).toBeGreaterThanOrEqual(12);
  });

  test.each(badChanges)('is found: $name', async (change: BadChange) => {
    const head = headOf(change);
    if (change.passesOffline === true) expect(await offlineFindings(head)).toEqual(known);
    const { forward } = await rehearsed(change, head);
    const errors = judgeMove(forward).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^(${change.rules.join('|')})$`))]),
    );
  });

  test.each(goodChanges)('nothing is found: $name', async (change: Change) => {
    const { forward, back } = await rehearsed(change, headOf(change));
    expect([...judgeMove(forward), ...judgeMove(back)]).toEqual([]);
    expect([forward.end, back.end]).toEqual(['settled', 'settled']);
  });
});
