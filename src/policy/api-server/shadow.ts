import { isRecord, type KubernetesObject } from '../../manifest/object.ts';

/**
 * Policies as they are installed to be asked without being in the way: the API server shows one denial of a request,
 * in no fixed order, but all warnings; and several policies at once would exceed the 4 KiB that it has for them.
 */

/** A user in it is judged by one policy only. */
export function groupOfPolicy(policy: string): string {
  return `plumbline:policy:${policy}`;
}

/** Users in it are judged by all policies. */
export const groupOfAllPolicies = 'plumbline:policies';

/** A policy for those groups only, a binding that warns, anything else as it is. */
export function shadowOf(object: KubernetesObject): KubernetesObject {
  const { spec } = object;
  if (!isRecord(spec)) return object;
  if (object.kind === 'ValidatingAdmissionPolicyBinding')
    return { ...object, spec: { ...spec, validationActions: ['Warn'] } };
  if (object.kind !== 'ValidatingAdmissionPolicy') return object;
  const conditions: readonly unknown[] = Array.isArray(spec['matchConditions'])
    ? spec['matchConditions']
    : [];
  const groups = JSON.stringify([groupOfPolicy(object.metadata.name ?? ''), groupOfAllPolicies]);
  const asked = { name: 'asked', expression: `request.userInfo.groups.exists(group, group in ${groups})` };
  return inLines({ ...object, spec: { ...spec, matchConditions: [asked, ...conditions] } });
}

/**
 * A failing expression is quoted in its warning, and the API server drops warnings of several lines: it would look as if
 * the policy allowed the request. Line breaks mean nothing in CEL outside of texts, which cannot hold them, and comments.
 */
function inLines(policy: KubernetesObject): KubernetesObject {
  const text = JSON.stringify(policy, (key, value: unknown) =>
    /expression$/i.test(key) && typeof value === 'string' ? value.replaceAll(/\s*\n\s*/g, ' ') : value,
  );
  return JSON.parse(text) as KubernetesObject;
}
