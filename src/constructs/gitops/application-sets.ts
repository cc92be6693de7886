import { Construct } from 'constructs';
import { paramsFileName } from '../../fleet/params-file.ts';
import type { ApplicationSet } from '../../kubernetes/1.34/types/argoproj.io_v1alpha1.ts';
import { waveAnnotation } from '../../kubernetes/sync-wave.ts';
import { AppChart, type EnvironmentContext } from '../app.ts';
import { Manifest } from '../manifest.ts';
import { applicationPatch, applicationTemplate } from './application-template.ts';
import { CLUSTER_LABELS } from './clusters.ts';

type Generator = ApplicationSet['spec']['generators'][number];

/** The folder that Argo CD syncs. */
const OUTPUT = 'dist';

/**
 * One ApplicationSet per wave of apps. Each finds clusters by label and, for each cluster, the folders of its target by
 * their params files, so that neither a new app nor a new region changes any of them.
 *
 * They carry the waves as sync waves of the root Application, which goes on to the next when every Application of one
 * is healthy (health/application-set.lua). That orders the building of an environment; later commits reach all
 * Applications at once, and the retries of each settle what depends on what.
 */
export class ApplicationSets extends Construct {
  /** Waves that have apps besides this one, ascending. */
  readonly waves: readonly number[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { app: self, environment, fleet } = AppChart.containing(this).context;
    const others = fleet.apps.filter(({ app }) => app !== self);
    this.waves = [...new Set(others.map(({ wave }) => wave))].sort((a, b) => a - b);
    for (const wave of this.waves)
      new Manifest<ApplicationSet>(this, `wave-${wave}`, applicationSet(wave, self, environment));
  }
}

function applicationSet(wave: number, self: string, environment: EnvironmentContext): ApplicationSet {
  const folder = `${OUTPUT}/${environment.name}`;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: `wave-${wave}`, annotations: { [waveAnnotation]: String(wave) } },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        foldersOfClusters(wave, environment, {
          // `index` answers nothing for a label that is missing, so clusters without a region are not selected at all.
          matchExpressions: [{ key: CLUSTER_LABELS.region, operator: 'Exists' }],
          files: [
            { path: `${folder}/{{ index .metadata.labels "${CLUSTER_LABELS.region}" }}/*/${paramsFileName}` },
          ],
        }),
        foldersOfClusters(wave, environment, {
          matchLabels: { [CLUSTER_LABELS.hub]: 'true' },
          files: [
            { path: `${folder}/hub/*/${paramsFileName}` },
            { path: `${folder}/global/*/${paramsFileName}` },
            // The root Application syncs this one.
            { path: `${folder}/hub/${self}/${paramsFileName}`, exclude: true },
          ],
        }),
      ],
      // An Application that vanishes, because a label or a folder did, must not take a namespace with it.
      syncPolicy: { preserveResourcesOnDeletion: true },
      template: applicationTemplate(environment),
      templatePatch: applicationPatch(environment),
    },
  };
}

interface FolderSelection {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string }[];
  readonly files: readonly { readonly path: string; readonly exclude?: boolean }[];
}

/** Every folder of this wave for every cluster of the environment that is selected. */
function foldersOfClusters(
  wave: number,
  { name, repository, revision }: EnvironmentContext,
  { matchLabels, matchExpressions, files }: FolderSelection,
): Generator {
  return {
    matrix: {
      generators: [
        {
          clusters: {
            selector: {
              matchLabels: { [CLUSTER_LABELS.environment]: name, ...matchLabels },
              ...(matchExpressions && { matchExpressions }),
            },
          },
        },
        { git: { repoURL: repository, revision, files } },
      ],
    },
    selector: { matchLabels: { wave: String(wave) } },
  };
}
