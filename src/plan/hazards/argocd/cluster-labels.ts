import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

const kind = 'argocd.argoproj.io/secret-type';

/** What Argo CD 3.5 reads of a Secret by this label, `common/common.go`; of its cluster generator, see below. */
const known: Readonly<Record<string, string>> = {
  cluster: 'a cluster of Argo CD: nothing is synced to it',
  repository: 'a repository of Argo CD: nothing is synced from it if it asks who comes',
  'repo-creds': 'what Argo CD shows to repositories: nothing is synced from those that ask who comes',
};

/** Secrets that Argo CD knows no more, and clusters that lose labels by which ApplicationSets choose them. */
export function lostClusterLabels({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'Secret' || before === undefined || after === undefined) return [];
  const [was, is] = [before, after].map(labelsOf) as [Labels, Labels];
  const path = ['metadata', 'labels'];
  const unknown = was[kind] === is[kind] ? undefined : known[shown(was[kind])];
  if (unknown !== undefined)
    return [{ severity: 'warning', rule: 'sync-cut', message: `is no longer ${unknown}`, path }];
  if (was[kind] !== 'cluster') return [];
  const lost = Object.entries(was).filter(([name, value]) => is[name] !== value);
  if (lost.length === 0) return [];
  const labels = lost.map(([name, value]) => `${name}=${shown(value)}`).join(', ');
  const message = `is no longer a cluster with ${labels}: what ApplicationSets that choose it by that have there may be deleted`;
  return [{ severity: 'warning', rule: 'app-removal', message, path }];
}

type Labels = Readonly<Record<string, unknown>>;

function labelsOf(secret: KubernetesObject): Labels {
  return fieldsOf(secret, 'metadata', 'labels');
}
