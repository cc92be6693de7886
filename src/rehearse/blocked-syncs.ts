import { ApiError } from '../cluster/api-error.ts';
import type { ClusterClient } from '../cluster/client.ts';
import { waitUntil } from '../lab/until.ts';
import { fieldsOf, textOf } from '../manifest/select.ts';
import type { Stage } from './stage.ts';
import { ofKind, type Seen } from './timeline.ts';

/**
 * Applications whose sync of an earlier commit goes on, though Argo CD knows a newer one: it waits for what never comes, and
 * the newer one waits for it.
 */
export function blockedSyncs(world: Iterable<Seen>): string[] {
  return ofKind(world, 'Application.argoproj.io')
    .filter(({ object }) => {
      const { phase, operation, finishedAt } = fieldsOf(object, 'status', 'operationState');
      // One that is to be tried again takes the newest commit then, if it is declared so.
      if (finishedAt !== undefined && fieldsOf(operation, 'retry')['refresh'] === true) return false;
      const compared = textOf(fieldsOf(object, 'status', 'sync'), 'revision');
      return phase === 'Running' && textOf(fieldsOf(operation, 'sync'), 'revision') !== compared;
    })
    .map(({ object }) => object.metadata.name ?? '');
}

/**
 * Applications whose sync has failed and waits for its next attempt, of the newest commit: up to five minutes, as each pause is
 * twice as long as the one before (`retry.backoff` of their sync policy), although what it failed for may be mended long since.
 */
export function waitingSyncs(world: Iterable<Seen>): string[] {
  return ofKind(world, 'Application.argoproj.io')
    .filter(({ object }) => {
      const { phase, operation, finishedAt } = fieldsOf(object, 'status', 'operationState');
      return (
        phase === 'Running' && finishedAt !== undefined && fieldsOf(operation, 'retry')['refresh'] === true
      );
    })
    .map(({ object }) => object.metadata.name ?? '');
}

/**
 * Ends a sync and begins one of the newest commit, as `argocd app terminate-op` and `argocd app sync --prune` do. Argo CD seldom
 * syncs by itself after it: a newer commit that it has compared while another sync ran counts as one that failed
 * (`alreadyAttemptedSync` in controller/appcontroller.go of Argo CD 3.5, with manifest-generate-paths).
 */
export async function replaceSync({ lab, hub, deployer, signal }: Stage, application: string): Promise<void> {
  const client = lab.clusters.get(hub)?.client;
  if (client === undefined) throw new Error(`the lab has no cluster ${hub}`);
  const path = `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${application}`;
  const operationState = async () =>
    fieldsOf((await client.request({ path })).json, 'status', 'operationState');
  const { startedAt } = await operationState();
  let isBegun = false;
  // What is asked for before is taken back when Argo CD writes down that the sync has ended.
  await waitUntil({ cluster: hub, what: `the sync of ${application} ended`, signal }, async () => {
    const { phase, startedAt: latest } = await operationState();
    isBegun = latest !== startedAt;
    if (isBegun || !(phase === 'Running' || phase === 'Terminating')) return true;
    if (phase === 'Running') await terminate(client, path, startedAt);
    return `it is ${phase}`;
  });
  if (isBegun) return;
  const { json } = await client.request({ path });
  // Tried again as it is declared: of a commit that it has tried once, Argo CD begins no other sync by itself.
  const { retry, syncOptions } = fieldsOf(json, 'spec', 'syncPolicy');
  await patch(client, path, {
    operation: { initiatedBy: { username: fieldManager }, retry, sync: { prune: true, syncOptions } },
  });
  // While Argo CD writes down that the sync has ended, it may overlook what is asked for; it looks again when it compares.
  await waitUntil({ cluster: hub, what: `another sync of ${application} begun`, signal }, async () => {
    const { operation, status } = fieldsOf((await client.request({ path })).json);
    if (operation === undefined || fieldsOf(status, 'operationState')['phase'] === 'Running') return true;
    await deployer.refresh([application]);
    return 'Argo CD has not taken it up';
  });
}

const fieldManager = 'plumbline-rehearse';

/**
 * What has ended meanwhile is left alone: nothing would take it from `Terminating` any more. So is another sync.
 *
 * @param startedAt when the sync began that is to end
 */
async function terminate(client: ClusterClient, path: string, startedAt: unknown): Promise<void> {
  const state = '/status/operationState';
  const body = [
    { op: 'test', path: `${state}/startedAt`, value: startedAt },
    { op: 'test', path: `${state}/phase`, value: 'Running' },
    { op: 'replace', path: `${state}/phase`, value: 'Terminating' },
  ];
  try {
    await patch(client, path, body, 'application/json-patch+json');
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422) throw error;
  }
}

async function patch(
  client: ClusterClient,
  path: string,
  body: object,
  contentType = 'application/merge-patch+json',
): Promise<void> {
  await client.request({
    method: 'PATCH',
    path: `${path}?fieldManager=${fieldManager}`,
    body,
    contentType,
  });
}
