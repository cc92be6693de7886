import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { deployerOf } from '../../../src/cli/rehearse/deployer.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import { type Rehearsal, rehearse } from '../../../src/rehearse/rehearse.ts';
import { copyApps } from '../../../src/rehearse/select.ts';
import { checkout } from '../../support/checkout.ts';
import { createTestLab } from '../../support/lab.ts';
import { reportMeasurement } from '../../support/measure.ts';
import { apps, type Change, prepare } from './rehearsal-cases.ts';

const environment = 'dev';
const region = 'ap-northeast-1';
const cluster = 'dev-ap-northeast-1';

/** Beyond declared waits: what one rehearsal may take at most, from BASE to HEAD and back. */
const targetSeconds = 180;

/** A lab in which changes of dist are rehearsed, one after the other. */
export interface RehearsalLab {
  /** Rehearses a change there and back, in the time that it may take beyond declared waits. */
  rehearse(change: Change): Promise<Rehearsal>;
}

/** @param proof what measurements are noted for */
export function createRehearsalLab(proof: string): RehearsalLab {
  const testLab = createTestLab();
  let lab: Lab;
  /** As dist, with all apps of the environment. */
  let base: string;

  beforeAll(async () => {
    lab = await testLab.up([`${environment}/${region}`], ['argocd', 'keda', 'prometheus', 'rollouts']);
    base = join(lab.folder, 'base/dist');
    cpSync(join(checkout, 'dist', environment), join(base, environment), { recursive: true });
    prepare(join(base, environment));
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

  return {
    async rehearse(change) {
      const stage = {
        lab,
        hub: cluster,
        cluster,
        environment,
        region,
        deployer: deployerOf(lab, environment, region),
        requested: ['fast-canaries'] as const,
        progress: { note: () => undefined },
        signal: AbortSignal.timeout(900_000),
      };
      const rehearsal = await rehearse(stage, { base: chosen(base), head: chosen(headOf(change)) });
      const { forward, back } = rehearsal;
      const beyond = [forward, back].map(({ seconds, declaredSeconds }) => seconds - declaredSeconds);
      reportMeasurement({
        proof,
        step: `there and back: ${change.name}`,
        seconds: beyond.reduce((sum, seconds) => sum + seconds, 0),
        targetSeconds,
      });
      return rehearsal;
    },
  };
}
