import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

const kind = 'argocd.argoproj.io/secret-type';

/** Clusters of Argo CD that lose labels by which ApplicationSets choose them (Argo CD 3.5, its cluster generator). */
export function lostClusterLabels({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'Secret' || before === undefined || after === undefined) return [];
  const [was, is] = [before, after].map(labelsOf) as [Labels, Labels];
  if (was[kind] !== 'cluster') return [];
  const lost = Object.entries(was).filter(([name, value]) => is[name] !== value);
  if (lost.length === 0) return [];
  const labels = lost.map(([name, value]) => `${name}=${shown(value)}`).join(', ');
  const message = `is no longer a cluster with ${labels}: what ApplicationSets that choose it by that have there may be deleted`;
  return [{ severity: 'warning', rule: 'app-removal', message, path: ['metadata', 'labels'] }];
}

type Labels = Readonly<Record<string, unknown>>;

function labelsOf(secret: KubernetesObject): Labels {
  return fieldsOf(secret, 'metadata', 'labels');
}
