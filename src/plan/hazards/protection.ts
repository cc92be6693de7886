import type { KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../manifest/select.ts';
import type { Hazard, Reviewed } from './hazard.ts';

interface Guard {
  /** What it says and where, each by a name; one that is gone, or says less, guards less. */
  readonly find: (object: KubernetesObject) => ReadonlyMap<string, Path>;
  readonly message: string;
}

const admission = 'admissionregistration.k8s.io';

const webhooks: Guard = {
  find: (object) =>
    new Map(
      selectMaps(object, 'webhooks[]')
        .filter(({ value }) => (value['failurePolicy'] ?? 'Fail') === 'Fail')
        .map(({ value, path }) => [textOf(value, 'name') ?? '', path]),
    ),
  message: 'is no longer required: requests pass without it when it cannot be reached',
};

const guards: Readonly<Record<string, Guard>> = {
  Namespace: {
    find: (object) => new Map(podSecurity(object).map((level) => [level, ['metadata', 'labels']])),
    message: 'is no longer enforced by Pod Security on the pods in it',
  },
  [`${admission}/MutatingWebhookConfiguration`]: webhooks,
  [`${admission}/ValidatingWebhookConfiguration`]: webhooks,
  [`${admission}/ValidatingAdmissionPolicy`]: {
    find: (object) =>
      new Map((fieldsOf(object, 'spec')['failurePolicy'] ?? 'Fail') === 'Fail' ? [['Fail', ['spec']]] : []),
    message: 'is no longer its failurePolicy: requests pass where it cannot be evaluated',
  },
  [`${admission}/ValidatingAdmissionPolicyBinding`]: {
    find: (object) => named(object, 'spec.validationActions[]', (action) => action === 'Deny'),
    message: 'is no longer what it does: requests that its policy refuses pass',
  },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    find: (object) =>
      new Map(
        selectMaps(object, 'spec.versions[]')
          .filter(({ value }) => value['served'] === true)
          .map(({ value }) => [textOf(value, 'name') ?? '', ['spec', 'versions']]),
      ),
    message: 'is no longer served: whoever uses this version fails, and objects stored in it may be lost',
  },
  'networking.k8s.io/NetworkPolicy': {
    find: (object) => named(object, 'spec.policyTypes[]'),
    message: 'is no longer restricted by it',
  },
  'security.istio.io/PeerAuthentication': {
    find: (object) => named(object, 'spec.mtls.mode', (mode) => mode === 'STRICT'),
    message: 'is no longer its mode: traffic that is not encrypted is accepted',
  },
};

/** What confines or upholds something, and does so no more; what stops every eviction. */
export function protectionCuts({ type, change, before, after }: Reviewed): Hazard[] {
  if (change.kind !== 'changed' || before === undefined || after === undefined) return [];
  const warn = (message: string, path: Path): Hazard => ({
    severity: 'warning',
    rule: 'protection-cut',
    message,
    path,
  });
  const guard = guards[type];
  const [old, now] = [guard?.find(before), guard?.find(after)];
  const lost = [...(old ?? [])].filter(([name]) => now?.has(name) !== true);
  const found = lost.map(([name, path]) => warn(`${name} ${guard?.message}`, path));
  const path = ['spec', 'maxUnavailable'];
  const [was, is] = [before, after].map((object) => String(fieldsOf(object, 'spec')['maxUnavailable']));
  if (type === 'policy/PodDisruptionBudget' && was !== is && /^0%?$/.test(is ?? ''))
    found.push(warn('lets no pod be evicted: nodes cannot be drained', path));
  return found;
}

const levels = ['privileged', 'baseline', 'restricted'];

/** The levels that are enforced: who enforces one enforces those below it. */
function podSecurity(namespace: KubernetesObject): string[] {
  const level = textOf(fieldsOf(namespace, 'metadata', 'labels'), 'pod-security.kubernetes.io/enforce');
  return levels.slice(1, levels.indexOf(level ?? '') + 1);
}

function named(
  object: KubernetesObject,
  pattern: string,
  wanted: (value: unknown) => boolean = () => true,
): ReadonlyMap<string, Path> {
  const found = select(object, pattern).filter(({ value }) => wanted(value));
  return new Map(found.map(({ value, path }) => [String(value), path]));
}
