import type { KubernetesObject } from '../../../manifest/object.ts';
import { select } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { other } from '../worse.ts';
import { isIngressHostWithin } from './hosts.ts';

/** Certificates that are no longer for a name: who comes by it is shown one for others, and goes away. */
export function lostNames({ type, before, after, newcomers }: Reviewed): Hazard[] {
  if (type !== 'cert-manager.io/Certificate' || before === undefined || after === undefined) return [];
  const now = [after, ...(newcomers.objects.get(type) ?? [])].flatMap(namesOf);
  const lost = namesOf(before).filter(
    (name) => !now.some((each) => isIngressHostWithin(name, each) || !other(name, each)),
  );
  if (lost.length === 0) return [];
  const message = `its certificate is no longer for ${lost.join(', ')}: who comes by that name refuses it`;
  return [{ severity: 'warning', rule: 'encryption-cut', message, path: ['spec', 'dnsNames'] }];
}

function namesOf(certificate: KubernetesObject): string[] {
  const found = ['spec.commonName', 'spec.dnsNames[]'].flatMap((field) => select(certificate, field));
  return [...new Set(found.map(({ value }) => shown(value)))];
}
