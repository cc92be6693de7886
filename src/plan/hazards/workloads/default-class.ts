import type { KubernetesObject } from '../../../manifest/object.ts';
import { annotationOf, syncOptionsOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

interface DefaultClass {
  /** Any of these makes a class the default. */
  readonly annotations: readonly string[];
  readonly users: string;
  /** What becomes of users that name no class where there is no default. */
  readonly without: string;
}

/**
 * Kubernetes 1.34, `pkg/volume/util/storageclass.go`, and `networking/v1/well_known_annotations.go` of its API;
 * external-snapshotter 8, `pkg/utils/util.go`.
 */
const classes: Readonly<Record<string, DefaultClass>> = {
  'networking.k8s.io/IngressClass': {
    annotations: ['ingressclass.kubernetes.io/is-default-class'],
    users: 'Ingresses',
    without: 'are of none, and nothing may serve them',
  },
  'snapshot.storage.k8s.io/VolumeSnapshotClass': {
    annotations: ['snapshot.storage.kubernetes.io/is-default-class'],
    users: 'VolumeSnapshots',
    without: 'fail',
  },
  'storage.k8s.io/StorageClass': {
    annotations: [
      'storageclass.kubernetes.io/is-default-class',
      'storageclass.beta.kubernetes.io/is-default-class',
    ],
    users: 'claims',
    without: 'get no volume',
  },
};

/** Classes that are newly those of all that name none, or are so no more. */
export function defaultClasses(reviewed: Reviewed): Hazard[] {
  const { type, before, after, leavers, newcomers, isAppRemoved } = reviewed;
  const kind = classes[type];
  const stays = isAppRemoved || (after === undefined && syncOptionsOf(before).has('Prune=false'));
  if (kind === undefined || before === undefined || stays) return [];
  const isDefault = (object: KubernetesObject | undefined): boolean =>
    kind.annotations.some((name) => annotationOf(object, name) === 'true');
  if (isDefault(before) === isDefault(after)) return [];
  const namesOf = (objects: readonly KubernetesObject[] = []): string[] =>
    objects.filter(isDefault).flatMap(({ metadata }) => metadata.name ?? []);
  const [were, are] = [namesOf(leavers.formerly.get(type)), namesOf(newcomers.objects.get(type))];
  const tell = (message: string): Hazard[] => [
    { severity: 'warning', rule: 'selector-change', message, path: ['metadata', 'annotations'] },
  ];
  const nameless = `${kind.users} that name no class`;
  if (isDefault(after))
    return were.length > 0 ? [] : tell(`is a default class from now on: new ${nameless} may be of it`);
  const [heir] = are;
  return tell(
    heir === undefined
      ? `is no longer the default class: new ${nameless} ${kind.without} unless another class is the default`
      : `is no longer the default class: new ${nameless} are of ${heir} from now on`,
  );
}
