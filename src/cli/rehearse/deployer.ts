import { join } from 'node:path';
import { announceCommit } from '../../deploy/announce.ts';
import { bootstrapHub } from '../../deploy/bootstrap.ts';
import { expectedApplications } from '../../deploy/expected.ts';
import { onCluster } from '../../deploy/failures.ts';
import { registerCluster, registeredRegions } from '../../deploy/register.ts';
import { type RenderedEnvironment, readRendered } from '../../deploy/rendered.ts';
import { refreshApplication, statesOf, takeSnapshot } from '../../deploy/snapshot.ts';
import type { Lab } from '../../lab/lab.ts';
import { repositoryFolder } from '../../lab/repository/publish.ts';
import type { Deployer } from '../../rehearse/stage.ts';

/** What a rehearsal needs of deployment, for one environment and region of a lab. */
export function deployerOf(lab: Lab, environment: string, region: string): Deployer {
  const rendered = (): RenderedEnvironment => readRendered(join(repositoryFolder(lab), 'dist'), environment);
  const clientOf = (place: string) => {
    const plane = lab.clusters.get(`${environment}-${place}`);
    if (!plane) throw new Error(`the lab has no cluster ${environment}-${place}`);
    return plane.client;
  };
  return {
    async install() {
      const found = rendered();
      const hub = clientOf(found.hub);
      await bootstrapHub(hub, found);
      if (region !== found.hub) await registerCluster(hub, found, { region, client: clientOf(region) });
    },
    async announce() {
      await announceCommit(lab.kubeconfig, `${environment}-${rendered().hub}`);
    },
    async refresh(names) {
      const place = rendered().hub;
      const hub = clientOf(place);
      await onCluster(`${environment}-${place}`, async () =>
        Promise.all(names.map(async (name) => refreshApplication(hub, name))),
      );
    },
    async states() {
      const found = rendered();
      const hub = clientOf(found.hub);
      return onCluster(`${environment}-${found.hub}`, async () => {
        const registered = await registeredRegions(hub, environment);
        const expected = expectedApplications(found, { registered });
        return statesOf(await takeSnapshot(hub), { environment, expected });
      });
    },
  };
}
