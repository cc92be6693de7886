import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlPlane, ensureApi } from '../../src/lab/cluster/control-plane.ts';
import { LabSession } from '../../src/lab/session.ts';
import { emptyState, type LabCluster } from '../../src/lab/state.ts';
import { stopAll } from '../../src/lab/stop.ts';
import { labPrograms } from './lab.ts';

/** An API server with its etcd, and nothing that acts on what it is given: it judges, fills in and keeps. */
export interface BareCluster {
  readonly session: LabSession;
  readonly plane: ControlPlane;
  /** Stops and removes everything: to be called whatever happens. */
  dispose(): Promise<void>;
}

export async function createBareCluster(): Promise<BareCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-lab-'));
  const state = emptyState();
  const note = (): void => {};
  const session = new LabSession({
    folder,
    state,
    programs: labPrograms(note),
    progress: { note },
    signal: new AbortController().signal,
  });
  const dispose = async (): Promise<void> => {
    await session.close();
    await stopAll(folder, state);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { session, plane: await ensureApi(session, bareHub), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

const bareHub: LabCluster = { id: 'bare', environment: 'bare', region: 'bare', zones: [], isHub: true };
