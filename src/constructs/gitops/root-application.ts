import type { Construct } from 'constructs';
import type { Application } from '../../kubernetes/1.34/types/argoproj.io_v1alpha1.ts';
import { waveAnnotation } from '../../kubernetes/sync-wave.ts';
import { AppChart } from '../app.ts';
import { Manifest } from '../manifest.ts';
import { SYNC_OPTIONS, SYNC_POLICY } from './application-template.ts';
import { clusterName } from './clusters.ts';

/**
 * The Application that a person applies once, by which Argo CD syncs all others and itself.
 *
 * It stands in its own last wave: its health is that of all that it syncs, so that anywhere earlier it would wait for
 * what comes after it.
 */
export class RootApplication extends Manifest<Application> {
  constructor(scope: Construct, id: string, { lastWave }: { readonly lastWave: number }) {
    const { app, product, namespace, environment } = AppChart.containing(scope).context;
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'root', annotations: { [waveAnnotation]: String(lastWave + 1) } },
      spec: {
        project: product,
        destination: { name: clusterName(environment.name, environment.hub), namespace },
        source: {
          repoURL: environment.repository,
          targetRevision: environment.revision,
          path: `dist/${environment.name}/hub/${app}`,
        },
        syncPolicy: { ...SYNC_POLICY, syncOptions: SYNC_OPTIONS },
      },
    });
  }
}
