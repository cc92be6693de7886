import type { KubernetesObject } from '../../../manifest/object.ts';
import { selectTexts } from '../../../manifest/select.ts';
import { annotationOf } from '../../argocd.ts';
import { commaSeparated } from '../../comma-separated.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { other } from '../worse.ts';
import { withoutDot } from './addresses.ts';

/** ExternalDNS 0.19, `docs/annotations/annotations.md`: names that it makes lead to an object, with commas between. */
const annotations = ['hostname', 'internal-hostname'].map(
  (name) => `external-dns.alpha.kubernetes.io/${name}`,
);

const endpoint = 'externaldns.k8s.io/DNSEndpoint';

/** Objects that names no longer lead to, where these lead to no other one instead. Each region has its own. */
export function lostHostnames({ type, before, after, newcomers }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const was = namesOf(before);
  if (was.size === 0) return [];
  const now = [after, ...[...newcomers.objects.values()].flat()].map(namesOf);
  const lost = [...was].filter((name) => !now.some((names) => [...names].some((each) => !other(name, each))));
  if (lost.length === 0) return [];
  const isEndpoint = type === endpoint;
  const does = isEndpoint ? 'is no longer among its names' : 'no longer leads to it';
  const message = `${lost.join(', ')} ${does}: ExternalDNS takes away names that no other object has`;
  const path = isEndpoint ? ['spec', 'endpoints'] : ['metadata', 'annotations'];
  return [{ severity: 'warning', rule: 'deletion', message, path }];
}

function namesOf(object: KubernetesObject): ReadonlySet<string> {
  const annotated = annotations.flatMap((name) => commaSeparated(annotationOf(object, name)));
  const listed =
    object.kind === 'DNSEndpoint'
      ? selectTexts(object, 'spec.endpoints[].dnsName').map(({ value }) => value)
      : [];
  return new Set([...annotated, ...listed].flatMap((name) => withoutDot(name) || []));
}
