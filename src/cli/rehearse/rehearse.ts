import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFleet } from '../../fleet/load.ts';
import { openPrograms } from '../../lab/build/programs.ts';
import { chooseClusters } from '../../lab/clusters.ts';
import { labFolder } from '../../lab/home.ts';
import { down, up } from '../../lab/lab.ts';
import { tryLock } from '../../lab/lock.ts';
import type { RequestedRule } from '../../lab/overlay/rule.ts';
import type { Progress } from '../../lab/progress.ts';
import { type Clusters, readDesired } from '../../rehearse/desired.ts';
import { type Rehearsal, rehearse } from '../../rehearse/rehearse.ts';
import { copyApps, type Selection, selectApps } from '../../rehearse/select.ts';
import { InputError, unusable } from '../../report/errors.ts';
import { findRepository } from '../root.ts';
import { controlPlaneModules } from '../verbs/lab-common.ts';
import { deployerOf } from './deployer.ts';
import { findDists } from './dists.ts';

export interface RehearsalFlags {
  readonly env: string;
  readonly region: string;
  readonly all?: true;
  readonly request: readonly RequestedRule[];
}

export interface NamedRehearsal {
  readonly selection: Selection;
  /** `undefined` if nothing changes there. */
  readonly rehearsal?: Rehearsal;
}

const labName = 'rehearsal';

/**
 * Rehearses the change between two named versions of dist in a lab of its own, which is gone afterwards.
 *
 * @throws InputError if it cannot be rehearsed
 */
export async function rehearseNamed(
  base: string | undefined,
  head: string | undefined,
  flags: RehearsalFlags,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<NamedRehearsal> {
  const { env: environment, region } = flags;
  const fleet = loadFleet(findRepository());
  if (fleet.findings.length > 0) throw new InputError(fleet.findings);
  const hub = fleet.environments.find(({ name }) => name === environment)?.data.hub ?? region;
  const clusters = chooseClusters(fleet, [...new Set([`${environment}/${hub}`, `${environment}/${region}`])]);
  const scratch = mkdtempSync(join(tmpdir(), 'plumb-rehearsal-'));
  try {
    const dists = findDists(base, head, environment, scratch);
    const selection = selectApps({ ...dists, environment, region, hub, isWhole: flags.all === true });
    if (selection.changed.length === 0) return { selection };
    const [from, to] = (['base', 'head'] as const).map((side) => {
      const folder = join(scratch, `chosen-${side}`);
      copyApps(dists[side], environment, selection.chosen, folder);
      return folder;
    }) as [string, string];
    const place = { hub: `${environment}-${hub}`, cluster: `${environment}-${region}`, environment, region };
    await checkReadable(from, place, base ?? 'HEAD');
    await checkReadable(to, place, head ?? 'the working tree');
    const programs = openPrograms({ modules: controlPlaneModules, progress, signal });
    const rehearsal = await inOwnLab(async () => {
      const request = { name: labName, clusters, firstClusters: [], controllers };
      const lab = await up(request, { programs, progress, signal });
      const stage = {
        lab,
        ...place,
        deployer: deployerOf(lab, environment, region),
        requested: flags.request,
        progress,
        signal,
      };
      return rehearse(stage, { base: from, head: to });
    });
    return { selection, rehearsal };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What cannot be read is told before a lab is started, and of which side it is. */
async function checkReadable(folder: string, clusters: Clusters, name: string): Promise<void> {
  try {
    await readDesired(folder, clusters);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const findings = error.findings.map((finding) => ({
      ...finding,
      message: `of ${name}: ${finding.message}`,
    }));
    throw new InputError(findings, { cause: error });
  }
}

const controllers = ['argocd', 'keda', 'prometheus', 'rollouts'] as const;

/** What an earlier one has left that was killed is removed; one that is at work is not disturbed. */
async function inOwnLab<T>(work: () => Promise<T>): Promise<T> {
  const lock = tryLock(`${labFolder(labName)}.lock`);
  if (!lock) {
    const message = 'another rehearsal is at work on this machine';
    throw unusable('lab-busy', message, 'wait until it has ended, or end it');
  }
  try {
    await down(labName);
    try {
      return await work();
    } finally {
      await down(labName);
    }
  } finally {
    lock.release();
  }
}
