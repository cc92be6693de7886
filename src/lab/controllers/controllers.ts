import type { Programs } from '../build/programs.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';
import type { LabSession } from '../session.ts';
import { ensureArgocd } from './argocd.ts';
import { ensureKeda } from './keda.ts';
import type { ControllerName } from './names.ts';
import { ensureObjectStore, type ObjectStore } from './object-store.ts';
import { ensurePrometheus } from './prometheus.ts';
import { ensureRollouts } from './rollouts.ts';
import { ensureVelero } from './velero.ts';

const programsOf: Readonly<Record<ControllerName, readonly string[]>> = {
  argocd: ['argocd', 'redis'],
  keda: ['keda-operator', 'keda-adapter'],
  kinds: [],
  prometheus: ['prometheus'],
  rollouts: ['rollouts-controller'],
  velero: ['velero', 'velero-plugin-for-aws', 'versitygw'],
};

const controlPlanePrograms = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'];

/** The programs that a lab with these controllers needs. */
function programsFor(names: readonly ControllerName[]): string[] {
  return [...controlPlanePrograms, ...names.flatMap((name) => programsOf[name])];
}

/** Builds what a lab needs before any of it is started: a build takes minutes, and all processors. */
export async function preparePrograms(programs: Programs, names: readonly ControllerName[]): Promise<void> {
  await Promise.all([
    ...programsFor(names).map(async (name) => programs.program(name)),
    ...(names.includes('kinds') ? [programs.kinds()] : []),
  ]);
}

/** What the clusters of a lab share. */
export interface Shared {
  readonly objectStore?: ObjectStore;
}

export async function ensureShared(session: LabSession, names: readonly ControllerName[]): Promise<Shared> {
  return names.includes('velero') ? { objectStore: await ensureObjectStore(session) } : {};
}

/** Starts or repairs the controllers of a cluster, side by side. Argo CD runs in hubs only. */
export async function ensureControllers(
  session: LabSession,
  plane: ControlPlane,
  names: readonly ControllerName[],
  { objectStore }: Shared,
): Promise<void> {
  const starts: Readonly<Record<ControllerName, () => Promise<void>>> = {
    argocd: async () => (plane.cluster.isHub ? ensureArgocd(session, plane) : undefined),
    keda: async () => ensureKeda(session, plane),
    // Every cluster has them before its controllers start, as these look once which kinds there are.
    kinds: async () => undefined,
    prometheus: async () => ensurePrometheus(session, plane),
    rollouts: async () => ensureRollouts(session, plane),
    velero: async () => (objectStore ? ensureVelero(session, plane, objectStore) : undefined),
  };
  await Promise.all(names.map(async (name) => starts[name]()));
}
