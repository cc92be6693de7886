import type { KubernetesObject } from '../../src/manifest/object.ts';
import type { Desired } from '../../src/rehearse/desired.ts';
import type { Move } from '../../src/rehearse/move.ts';
import type { ApplicationState } from '../../src/rehearse/stage.ts';
import type { Moment, Seen, Timeline } from '../../src/rehearse/timeline.ts';

const cluster = 'dev-tokyo';
export const labels = { app: 'api' };

export function seen(object: KubernetesObject): Seen {
  return { cluster, object };
}

/** Something happens each second. */
export function timeline(
  before: readonly KubernetesObject[],
  ...changes: readonly (readonly [type: Moment['type'], object: KubernetesObject])[]
): Timeline {
  return {
    before: before.map(seen),
    moments: changes.map(([type, object], index) => ({ cluster, object, type, seconds: index + 1 })),
  };
}

/** A move that went well, but for what is given. */
export function moveOf(part: Partial<Move>): Move {
  return {
    direction: 'forward',
    end: 'settled',
    seconds: 10,
    declaredSeconds: 0,
    holds: [],
    tooLong: [],
    open: [],
    states: [],
    doneSeconds: new Map(),
    from: [],
    to: [],
    declared: { from: part.from ?? [], to: part.to ?? [] },
    before: [],
    after: [],
    timeline: timeline([]),
    replacedSyncs: [],
    hidden: [],
    refusedPods: { before: [], after: [] },
    ...part,
  };
}

export function desired(object: KubernetesObject, application = 'dev-tokyo-api'): Desired {
  return { cluster, app: 'api', application, object };
}

export function stateOf(part: Partial<ApplicationState>): ApplicationState {
  return {
    name: 'dev-tokyo-api',
    sync: 'Synced',
    health: 'Healthy',
    isDone: true,
    problems: [],
    ...part,
  };
}

export function thing(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Readonly<Record<string, unknown>> = {},
): KubernetesObject {
  const { metadata, ...fields } = rest;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'api', uid: `${kind}-${name}`, ...(metadata as object) },
    ...fields,
  };
}

export function pod(name: string, isReady: boolean, own: Readonly<Record<string, string>> = labels) {
  const ready = { type: 'Ready', status: isReady ? 'True' : 'False' };
  return thing('v1', 'Pod', name, {
    metadata: { labels: own, ownerReferences: [{ kind: 'ReplicaSet', name: 'api-5d8f7c9b64' }] },
    spec: { nodeName: 'node-1' },
    status: { phase: 'Running', conditions: [ready] },
  });
}

export function service(selector: Readonly<Record<string, string>> = labels, name = 'api') {
  return thing('v1', 'Service', name, { spec: { selector } });
}

export function budget(desiredHealthy: number, status: Readonly<Record<string, number>> = {}) {
  return thing('policy/v1', 'PodDisruptionBudget', 'api', {
    spec: { selector: { matchLabels: labels } },
    status: { desiredHealthy, ...status },
  });
}

export function application(status: Readonly<Record<string, unknown>>) {
  return thing('argoproj.io/v1alpha1', 'Application', 'dev-tokyo-api', { status });
}
