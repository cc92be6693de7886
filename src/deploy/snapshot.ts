import type { ClusterClient } from '../cluster/client.ts';
import { CLUSTER_LABELS } from '../constructs/gitops/clusters.ts';
import {
  type Application,
  type ApplicationSet,
  refreshAnnotation,
  refreshSetAnnotation,
} from './application.ts';
import { compareMakers, type ExpectedApplication } from './expected.ts';
import { type ApplicationState, judge } from './judge.ts';
import { argocdNamespace, argoVersion } from './names.ts';

/** What the hub has at one moment. */
export interface Snapshot {
  readonly applications: readonly Application[];
  readonly applicationSets: readonly ApplicationSet[];
}

export async function takeSnapshot(hub: ClusterClient): Promise<Snapshot> {
  const [applications, applicationSets] = await Promise.all([
    hub.list(argoVersion, 'Application', argocdNamespace),
    hub.list(argoVersion, 'ApplicationSet', argocdNamespace),
  ]);
  return { applications, applicationSets };
}

/** Which Applications a deployment waits for. */
export interface Scope {
  readonly environment: string;
  /** Only this target's; default: all. */
  readonly region?: string | undefined;
  readonly expected: readonly ExpectedApplication[];
}

/** The states of all that must be there, and of what else is there in the scope: the waves wait for that too. */
export function statesOf({ applications }: Snapshot, scope: Scope): ApplicationState[] {
  const byName = new Map(applications.map((application) => [application.metadata.name, application]));
  const names = new Set(scope.expected.map(({ name }) => name));
  const others = applications.filter(
    ({ metadata }) => isInScope(metadata.labels ?? {}, scope) && !names.has(metadata.name ?? ''),
  );
  return [...scope.expected, ...others.map(asExpected)]
    .map((expected) => judge(expected, byName.get(expected.name)))
    .sort((a, b) => compareMakers(a.maker, b.maker) || (a.name < b.name ? -1 : 1));
}

function isInScope(labels: Readonly<Record<string, string>>, { environment, region }: Scope): boolean {
  const target = labels['plumbline.dev/target'];
  return (
    target !== undefined &&
    labels[CLUSTER_LABELS.environment] === environment &&
    (region === undefined || target === region)
  );
}

function asExpected({ metadata }: Application): ExpectedApplication {
  return { name: metadata.name ?? '', maker: `wave-${metadata.labels?.['plumbline.dev/wave'] ?? ''}` };
}

/** What is asked to look at git again. */
export interface Refreshable {
  readonly kind: 'Application' | 'ApplicationSet';
  readonly name: string;
}

/** One text for each: an ApplicationSet may be called as an Application is. */
export function keyOf({ kind, name }: Refreshable): string {
  return `${kind}/${name}`;
}

export function applicationNamed(name = ''): Refreshable {
  return { kind: 'Application', name };
}

/** All that the hub has. */
export function refreshables({ applications, applicationSets }: Snapshot): Refreshable[] {
  return [
    ...applications.map(({ metadata }) => applicationNamed(metadata.name)),
    ...applicationSets.map(({ metadata: { name = '' } }) => ({ kind: 'ApplicationSet' as const, name })),
  ];
}

/**
 * Asks Argo CD to compare an Application with the newest commit, or to look for new clusters and folders, as a webhook
 * does when a commit is pushed.
 *
 * @param dryRun only see whether it may be asked. Default: false
 */
export async function refresh(
  hub: ClusterClient,
  { kind, name }: Refreshable,
  { dryRun = false } = {},
): Promise<void> {
  const query = `fieldManager=plumbline-deploy${dryRun ? '&dryRun=All' : ''}`;
  const annotation =
    kind === 'Application' ? { [refreshAnnotation]: 'normal' } : { [refreshSetAnnotation]: 'true' };
  await hub.request({
    method: 'PATCH',
    path: `/apis/${argoVersion}/namespaces/${argocdNamespace}/${kind.toLowerCase()}s/${name}?${query}`,
    body: { metadata: { annotations: annotation } },
    contentType: 'application/merge-patch+json',
  });
}
