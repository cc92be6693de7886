import { Construct } from 'constructs';
import type { AppProject } from '../../kubernetes/1.34/types/argoproj.io_v1alpha1.ts';
import type { SyncWindow } from '../../model/environment.ts';
import type { Product } from '../../model/product.ts';
import { AppChart, type AppContext, type FleetApp } from '../app.ts';
import { VELERO_NAMESPACE } from '../conventions.ts';
import { Manifest } from '../manifest.ts';
import { validateProps } from '../validation.ts';
import { clusterName } from './clusters.ts';
import { parseGroupKind } from './kinds.ts';

/** Leader election and the reader of API aggregation's certificates, which charts place here by convention. */
const SYSTEM_NAMESPACE = 'kube-system';

/** The product whose apps are the clusters' own controllers. */
const PLATFORM = 'platform';

/**
 * One AppProject per product: from which repositories, to which namespaces of which clusters, and which kinds Argo CD
 * may sync for it. Whatever a chart or a mistake asks beyond that, Argo CD refuses.
 */
export class Projects extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { context } = AppChart.containing(this);
    for (const [name, product] of Object.entries(context.fleet.products).sort(([a], [b]) =>
      a < b ? -1 : 1,
    )) {
      const apps = context.fleet.apps.filter((app) => app.product === name);
      new Manifest<AppProject>(this, name, project(name, product, apps, context));
      validateProps(this, (report) => {
        for (const app of apps) {
          const missing = app.chartRepositories.filter(
            (repository) => !product.chartRepositories?.includes(repository),
          );
          if (missing.length === 0) continue;
          report({
            field: `apps/${name}/product.yaml: chartRepositories`,
            value: product.chartRepositories,
            allowed: `a list that holds what ${app.app} installs from: ${missing.join(', ')}`,
          });
        }
      });
    }
  }
}

function project(name: string, product: Product, apps: readonly FleetApp[], context: AppContext): AppProject {
  const { environment } = context;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name },
    spec: {
      description: product.description,
      sourceRepos: [environment.repository, ...(product.chartRepositories ?? []).map(sourceOf)],
      destinations: namespacesOf(name, product, apps).map((namespace) => ({
        name: clusterName(environment.name, '*'),
        namespace,
      })),
      namespaceResourceWhitelist: product.kinds.map(parseGroupKind),
      clusterResourceWhitelist: product.clusterKinds.flatMap((kind) =>
        kind === 'Namespace'
          ? ownNamespaces(apps).map((namespace) => ({ group: '', kind: 'Namespace', name: namespace }))
          : [parseGroupKind(kind)],
      ),
      orphanedResources: { warn: true },
      ...(environment.syncWindows && { syncWindows: environment.syncWindows.map(syncWindow) }),
    },
  };
}

/**
 * Velero reads Schedules only from its own namespace, so a product that may have them may write there, whichever of
 * its kinds: AppProjects cannot say less.
 */
export function namespacesOf(name: string, product: Product, apps: readonly FleetApp[]): string[] {
  const namespaces = new Set(ownNamespaces(apps));
  if (product.kinds.includes('Schedule.velero.io')) namespaces.add(VELERO_NAMESPACE);
  if (name === PLATFORM) namespaces.add(SYSTEM_NAMESPACE);
  return [...namespaces].sort();
}

function ownNamespaces(apps: readonly FleetApp[]): string[] {
  return [...new Set(apps.map(({ namespace }) => namespace))].sort();
}

/** Argo CD writes Helm repositories in OCI registries without their scheme. */
export function sourceOf(repository: string): string {
  return repository.startsWith('oci://') ? repository.slice('oci://'.length) : repository;
}

/** A person who knows what they do may still sync by hand, and what began before the window may end within it. */
function syncWindow({ kind, schedule, durationHours, timezone, reason }: SyncWindow) {
  return {
    kind,
    schedule,
    duration: `${durationHours}h`,
    timeZone: timezone,
    applications: ['*'],
    manualSync: true,
    syncOverrun: true,
    description: reason,
  };
}
