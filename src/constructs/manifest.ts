/**
 * The base of everything that is rendered: one Kubernetes object, typed by its kind, with an explicit name and the
 * labels and sync wave that every object of an app carries.
 */
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { waveAnnotation } from '../kubernetes/sync-wave.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { AppChart } from './app.ts';
import { standardLabels } from './labels.ts';
import { syncWaveOf } from './sync-waves.ts';

/** What every manifest says about itself; the generated types of `src/kubernetes/<minor>/types/` all extend it. */
export interface NamedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/**
 * A namespaced object, in the app's namespace unless its metadata names another.
 *
 * Labels and annotations given win over the standard ones. Fields that are `undefined` are not rendered.
 */
export class Manifest<T extends NamedObject> extends ApiObject {
  /** The manifest as it was given, without the labels and annotations added. */
  readonly manifest: T;

  constructor(scope: Construct, id: string, manifest: T) {
    const { context } = AppChart.containing(scope);
    const wave = syncWaveOf(manifest.kind);
    super(scope, id, {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        labels: { ...standardLabels(context), ...manifest.metadata.labels },
        annotations: {
          ...(wave !== 0 && { [waveAnnotation]: String(wave) }),
          ...manifest.metadata.annotations,
        },
      },
    });
    this.manifest = manifest;
  }

  override toJson(): KubernetesObject {
    return super.toJson() as KubernetesObject;
  }
}

/** An object of a cluster-scoped kind: the same without a namespace. */
export class ClusterManifest<T extends NamedObject> extends Manifest<T> {
  override toJson(): KubernetesObject {
    const object = super.toJson();
    const { namespace: _, ...metadata } = object.metadata;
    return { ...object, metadata };
  }
}
