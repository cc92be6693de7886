import { other, set, unset, type Weakening, weakenings } from '../worse.ts';

/** Files of the folder of an Application that are no longer read, so that what is in them leaves. */
const folder = (spec: string): readonly Weakening[] => {
  const field = (name: string): string =>
    ['source', 'sources[]'].map((source) => `${spec}${source}.directory.${name}`).join('|');
  return [
    [
      ['exclude', 'include'].map(field).join(' '),
      (was, is) => is !== undefined && is !== was,
      'sync-cut',
      'what it leaves out is deleted if it prunes',
    ],
    [field('recurse'), unset, 'sync-cut', 'what is in folders below is deleted if it prunes'],
  ];
};

export const folderWeakenings = weakenings({
  // Flux 2.7, `kustomize-controller`, `api/v1/kustomization_types.go`.
  'kustomize.toolkit.fluxcd.io/Kustomization': [
    ['prune', unset, 'sync-cut', 'leaves in the cluster what leaves git'],
    [
      'path sourceRef.kind sourceRef.name sourceRef.namespace targetNamespace',
      other,
      'sync-cut',
      'applies something else, or elsewhere, which is not shown here',
    ],
  ],
  'argoproj.io/Application': folder(''),
  'argoproj.io/ApplicationSet': folder('template.spec.'),
});

/** Argo CD 3.5, `common/common.go`, `AnnotationKeyAppSkipReconcile`. */
export const reconcileWeakenings = weakenings(
  {
    'argoproj.io/Application': [
      ['argocd.argoproj.io/skip-reconcile', set, 'sync-cut', 'nothing is synced any more'],
    ],
  },
  'annotations',
);
