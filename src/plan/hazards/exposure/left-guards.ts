import { annotationOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isTakenOver } from './taken-over.ts';
import { guardAnnotations } from './weakening.ts';

/** Kinds by which others say who is let in. */
const guards = [
  'gateway.envoyproxy.io/SecurityPolicy',
  'projectcontour.io/HTTPProxy',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/RequestAuthentication',
  'traefik.io/IngressRoute',
];

/** Of an Ingress that asked who comes, and whose traffic something else takes from now on, which does not. */
export function leftGuards(reviewed: Reviewed): Hazard[] {
  const { type, change, before, newcomers } = reviewed;
  if (type !== 'networking.k8s.io/Ingress' || change.kind !== 'removed' || !isTakenOver(reviewed)) return [];
  const others = newcomers.objects.get(type) ?? [];
  const lost = guardAnnotations.filter(
    (name) =>
      annotationOf(before, name) !== undefined &&
      !others.some((ingress) => annotationOf(ingress, name) !== undefined),
  );
  if (lost.length === 0 || guards.some((kind) => newcomers.objects.has(kind))) return [];
  const message = `what takes its traffic lets in whoever comes, unless something else asks: ${lost.join(', ')} went with it`;
  return [{ severity: 'warning', rule: 'exposure', message, path: ['metadata', 'annotations'] }];
}
