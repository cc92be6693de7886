import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { openPrograms, type Programs } from '../../src/lab/build/programs.ts';
import { chooseClusters, firstHub } from '../../src/lab/clusters.ts';
import type { ControllerName } from '../../src/lab/controllers/names.ts';
import { down, type Lab, up } from '../../src/lab/lab.ts';
import { isLoopback, listenersOf } from '../../src/lab/sockets.ts';
import { type LabStatus, status } from '../../src/lab/status.ts';
import { checkout } from './checkout.ts';
import { createLabHome, labName } from './lab-home.ts';

/** A lab of a test's own, with its files in a folder of its own; the programs come from the user's cache. */
export interface TestLab {
  /** For commands that are to work on it. */
  readonly env: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  /** @param clusters `<environment>/<region>` each */
  up(clusters: readonly string[], controllers?: readonly ControllerName[]): Promise<Lab>;
  status(): Promise<LabStatus>;
  down(): Promise<boolean>;
  /** Stops and removes everything: to be called whatever happens. */
  dispose(): Promise<void>;
}

/** Everything in the lab listens on loopback, and at the ports that the lab says. Only Linux tells. */
export async function expectLoopbackOnly(lab: TestLab): Promise<void> {
  const { processes } = await lab.status();
  const listeners = listenersOf(processes.map(({ pid }) => pid));
  expect(listeners.filter(({ address }) => !isLoopback(address))).toEqual([]);
  const ports = processes.flatMap((process) => process.ports).sort((a, b) => a - b);
  expect(listeners.map(({ port }) => port)).toEqual(ports);
}

export function labPrograms(note: (subject: string, text: string) => void): Programs {
  return openPrograms({ modules: join(checkout, 'tools/controlplane'), progress: { note } });
}

export function createTestLab(): TestLab {
  const home = createLabHome();
  const env = { ...process.env, XDG_STATE_HOME: home };
  const notes: string[] = [];
  const note = (subject: string, text: string): void => void notes.push(`${subject}: ${text}`);
  const programs = labPrograms(note);
  const fleet = loadFleet(checkout);
  return {
    env: { XDG_STATE_HOME: home },
    notes,
    up: async (clusters, controllers = []) =>
      up(
        {
          name: labName,
          clusters: chooseClusters(fleet, clusters),
          firstClusters: firstHub(fleet),
          controllers,
        },
        { programs, progress: { note }, env },
      ),
    status: async () => {
      const found = await status(labName, env);
      if (!found) throw new Error('the lab is not there');
      return found;
    },
    down: async () => down(labName, env),
    dispose: async () => {
      await down(labName, env);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
