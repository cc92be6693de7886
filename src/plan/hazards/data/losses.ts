import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Reviewed } from '../hazard.ts';
import { cloudLosses, keptByAws } from './cloud-losses.ts';
import { contents } from './contents.ts';
import { duties } from './duties.ts';
import { guardLosses } from './guard-losses.ts';
import { content, type Loss, lossesOf } from './loss.ts';
import { needs } from './needs.ts';

const known: ReadonlyMap<string, Loss> = new Map([
  ...lossesOf(contents, 'content'),
  ...lossesOf(duties, 'duty'),
  ...lossesOf(needs, 'need'),
  ...cloudLosses,
]);

/** What runs once, is made again by itself, or is not deleted while it is in use. */
const harmless: ReadonlySet<string> = new Set([
  ...(
    'acme.cert-manager.io/Challenge acme.cert-manager.io/Order argoproj.io/AnalysisRun argoproj.io/Experiment ' +
    'cert-manager.io/CertificateRequest velero.io/Backup velero.io/Restore'
  ).split(' '),
  ...keptByAws,
]);

/** What goes with an object when it is deleted; nothing where nobody would miss it. */
export function lossOf({ type, shape, before }: Reviewed): Loss | undefined {
  const find = finders[type];
  if (find !== undefined) return find(before);
  const isCustom = type.includes('/') && shape.node?.mode !== 'builtin' && !harmless.has(type);
  return known.get(type) ?? (isCustom ? ofCustom(type) : undefined);
}

const finders: Readonly<Record<string, (object: KubernetesObject | undefined) => Loss | undefined>> = {
  ...guardLosses,
  'argoproj.io/Application': ofApplication,
  'argoproj.io/ApplicationSet': ofApplicationSet,
  'kustomize.toolkit.fluxcd.io/Kustomization': (kustomization) =>
    fieldsOf(kustomization, 'spec')['prune'] === true
      ? content('error', 'with all objects that it applied (prune)')
      : content('warning', 'so nothing applies its objects any more'),
};

/** What Crossplane's providers call what holds data. */
const holdsData =
  /(?:Bucket|Cluster|Database|Disk|Domain|FileSystem|Instance|Queue|ReplicationGroup|Repository|Stream|Table|Volume)$/;

/** Of a kind that nothing else is known of. */
function ofCustom(type: string): Loss {
  const [group = '', kind = ''] = type.split('/');
  if (group === 'constraints.gatekeeper.sh')
    return { ...content('warning', 'so what it denied is allowed'), role: 'duty' };
  if (!/(?:^|\.)(?:crossplane|upbound)\.io$/.test(group))
    return content('warning', 'and what its controller made of it may go too');
  return holdsData.test(kind)
    ? content('error', 'and what it stands for in the cloud, with its data')
    : content('warning', 'and what it stands for in the cloud');
}

/** Argo CD 3.5, `application_defaults.go`: these let it delete what an Application manages. */
const cascade = /^resources-finalizer\.argocd\.argoproj\.io(?:\/(?:foreground|background))?$/;

function cascades(metadata: unknown): boolean {
  return select(metadata, 'finalizers[]').some(({ value }) => cascade.test(shown(value)));
}

function ofApplication(application: KubernetesObject | undefined): Loss {
  return cascades(fieldsOf(application, 'metadata'))
    ? content('error', 'with all objects that it manages (its finalizer)')
    : content('warning', 'so nothing syncs its objects any more');
}

function ofApplicationSet(set: KubernetesObject | undefined): Loss {
  if (deletesApps(set)) return content('error', 'with its Applications, and all objects that they manage');
  return isKept(set)
    ? content('warning', 'so nothing makes or changes its Applications any more')
    : content('warning', 'with its Applications, so nothing syncs their objects any more');
}

/** Argo CD 3.5, `applicationset_controller.go`: without leave to delete Applications, it hands them over. */
export function isKept(set: KubernetesObject | undefined): boolean {
  const policy = fieldsOf(set, 'spec', 'syncPolicy')['applicationsSync'];
  return policy === 'create-only' || policy === 'create-update';
}

/**
 * Whether what its Applications manage goes with them: by their own finalizers, or by the one that Argo CD 3.5 gives to
 * those that have none (`applicationset/utils/utils.go`).
 */
export function deletesApps(set: KubernetesObject | undefined): boolean {
  const template = fieldsOf(set, 'spec', 'template', 'metadata');
  const isPreserved = fieldsOf(set, 'spec', 'syncPolicy')['preserveResourcesOnDeletion'] === true;
  const hasNone = select(template, 'finalizers[]').length === 0;
  return !isKept(set) && (hasNone ? !isPreserved : cascades(template));
}
