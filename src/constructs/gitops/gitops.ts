/**
 * What makes Argo CD sync `dist/`. Rendered by the hub app `argocd`, except cluster-access.ts, which every region has.
 *
 * - clusters.ts              names and labels of registered clusters
 * - projects.ts              AppProjects: what each product may do at most; kinds.ts reads `Kind.group`
 * - application-sets.ts      one ApplicationSet per wave; application-template.ts, the Application it makes
 * - root-application.ts      the one Application that is applied by hand
 * - configuration.ts         Argo CD's ConfigMaps, with the health checks of health/
 * - cluster-access.ts        the rights of Argo CD in a regional cluster
 */
import { Construct } from 'constructs';
import { ApplicationSets } from './application-sets.ts';
import { ArgoConfiguration } from './configuration.ts';
import { Projects } from './projects.ts';
import { RootApplication } from './root-application.ts';

/** Everything that the hub's Argo CD reads to sync the environment. */
export class GitOps extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ArgoConfiguration(this, 'configuration');
    new Projects(this, 'projects');
    const { waves } = new ApplicationSets(this, 'applications');
    new RootApplication(this, 'root', { lastWave: Math.max(0, ...waves) });
  }
}
