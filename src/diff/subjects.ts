import { groupOf, type KubernetesObject, typeOf } from '../manifest/object.ts';
import { fieldsOf, select } from '../manifest/select.ts';

interface Subject {
  /** Below `spec`. */
  readonly fields: readonly string[];
  /** It is for the whole namespace where it says nothing. */
  readonly isForAll?: true;
}

const monitored: Subject = { fields: ['selector', 'namespaceSelector'] };
const meshed: Subject = { fields: ['selector'], isForAll: true };

/** By what kinds say what they are for, where two that say the same do the same, more or less. */
const subjects: ReadonlyMap<string, Subject> = new Map<string, Subject>([
  ['ResourceQuota', { fields: ['scopes', 'scopeSelector'], isForAll: true }],
  ['admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding', { fields: ['policyName'] }],
  ['autoscaling.k8s.io/VerticalPodAutoscaler', { fields: ['targetRef.kind', 'targetRef.name'] }],
  ['cert-manager.io/Certificate', { fields: ['secretName'] }],
  ['external-secrets.io/ExternalSecret', { fields: ['target.name'] }],
  ['monitoring.coreos.com/PodMonitor', monitored],
  ['monitoring.coreos.com/ServiceMonitor', monitored],
  ['networking.istio.io/DestinationRule', { fields: ['host'] }],
  ['networking.k8s.io/NetworkPolicy', { fields: ['podSelector', 'policyTypes'] }],
  ['policy/PodDisruptionBudget', { fields: ['selector'] }],
  ['security.istio.io/AuthorizationPolicy', { fields: ['selector', 'targetRefs', 'action'], isForAll: true }],
  ['security.istio.io/PeerAuthentication', meshed],
  ['security.istio.io/RequestAuthentication', meshed],
  ['velero.io/Schedule', { fields: ['template.includedNamespaces', 'template.includedResources'] }],
]);

/** What an object is for, in its namespace; `undefined` of kinds that do not say, and of objects that do not either. */
export function subjectOf(object: KubernetesObject): string | undefined {
  const subject = subjects.get(typeOf(groupOf(object.apiVersion), object.kind));
  if (subject === undefined) return undefined;
  const spec = fieldsOf(object, 'spec');
  const said = subject.fields.map((field) => {
    const value = select(spec, field)[0]?.value ?? null;
    return field === 'host' && typeof value === 'string' ? fullHost(value, object) : value;
  });
  if (subject.isForAll !== true && said.every((each) => each === null)) return undefined;
  return JSON.stringify([object.metadata.namespace ?? '', ...said]);
}

/** Istio: a short name is that of a Service in the own namespace. */
function fullHost(host: string, { metadata }: KubernetesObject): string {
  const name = host.replace(/\.svc(?:\.cluster\.local)?$/, '');
  return name.includes('.') ? name : `${name}.${metadata.namespace ?? ''}`;
}
