import { join } from 'node:path';
import type { ClusterClient } from '../../cluster/client.ts';
import { bootstrapHub } from '../../deploy/bootstrap.ts';
import { expectedApplications } from '../../deploy/expected.ts';
import { onCluster } from '../../deploy/failures.ts';
import { registerCluster, registeredRegions } from '../../deploy/register.ts';
import { type RenderedEnvironment, readRendered } from '../../deploy/rendered.ts';
import { applicationNamed, refresh, refreshables, statesOf, takeSnapshot } from '../../deploy/snapshot.ts';
import type { Lab } from '../../lab/lab.ts';
import { repositoryFolder } from '../../lab/repository/publish.ts';
import type { Deployer } from '../../rehearse/stage.ts';
import { Refusals } from './refusals.ts';

/** What a rehearsal needs of deployment, for one environment and region of a lab. */
export function deployerOf(lab: Lab, environment: string, region: string): Deployer {
  const rendered = (): RenderedEnvironment => readRendered(join(repositoryFolder(lab), 'dist'), environment);
  const clientOf = (place: string) => {
    const plane = lab.clusters.get(`${environment}-${place}`);
    if (!plane) throw new Error(`the lab has no cluster ${environment}-${place}`);
    return plane.client;
  };
  const refusals = new Refusals();
  /** Works on the environment's hub. */
  const onHub = async <T>(
    work: (hub: ClusterClient, found: RenderedEnvironment) => Promise<T>,
  ): Promise<T> => {
    const found = rendered();
    return onCluster(`${environment}-${found.hub}`, async () => work(clientOf(found.hub), found));
  };
  return {
    async install() {
      const found = rendered();
      const hub = clientOf(found.hub);
      await bootstrapHub(hub, found);
      if (region !== found.hub) await registerCluster(hub, found, { region, client: clientOf(region) });
    },
    async announce() {
      await onHub(async (hub) => {
        await refusals.askAll(refreshables(await takeSnapshot(hub)), async (each) => refresh(hub, each));
      });
    },
    async refresh(names) {
      const named = names.map((name) => applicationNamed(name));
      await onHub(async (hub) => refusals.askAll(named, async (each) => refresh(hub, each)));
    },
    async withRefusals(states) {
      const open = states.filter(({ isDone }) => !isDone).map(({ name }) => applicationNamed(name));
      return onHub(async (hub) => {
        await refusals.askAll(open, async (each) => refresh(hub, each, { dryRun: true }));
        return refusals.among(states);
      });
    },
    async states() {
      return onHub(async (hub, found) => {
        await refusals.askAgain();
        const registered = await registeredRegions(hub, environment);
        const expected = expectedApplications(found, { registered });
        return refusals.among(statesOf(await takeSnapshot(hub), { environment, expected }));
      });
    },
  };
}
