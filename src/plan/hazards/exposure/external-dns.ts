import type { KubernetesObject } from '../../../manifest/object.ts';
import { annotationOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { other } from '../worse.ts';

/** ExternalDNS 0.19, `docs/annotations/annotations.md`: names that it makes lead to an object, with commas between. */
const annotations = ['hostname', 'internal-hostname'].map(
  (name) => `external-dns.alpha.kubernetes.io/${name}`,
);

/** Objects that names no longer lead to, where these lead to no other one instead. Each region has its own. */
export function lostHostnames({ before, after, newcomers }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const was = namesOf(before);
  if (was.size === 0) return [];
  const now = [after, ...[...newcomers.objects.values()].flat()].map(namesOf);
  const lost = [...was].filter((name) => !now.some((names) => [...names].some((each) => !other(name, each))));
  if (lost.length === 0) return [];
  const message = `${lost.join(', ')} no longer leads to it: ExternalDNS takes such names away`;
  return [{ severity: 'warning', rule: 'deletion', message, path: ['metadata', 'annotations'] }];
}

function namesOf(object: KubernetesObject): ReadonlySet<string> {
  return new Set(
    annotations.flatMap((name) =>
      (annotationOf(object, name) ?? '').split(',').flatMap((each) => each.trim().replace(/\.$/, '') || []),
    ),
  );
}
