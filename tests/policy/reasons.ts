import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { checkPolicies } from '../../src/policy/check.ts';
import { createValidator } from '../../src/schema/validator.ts';

/** Denials of every kind, each by one policy alone: then the API server's answer has that policy's reason and code. */

const apiVersion = 'admissionregistration.k8s.io/v1';
const label = 'denied';

type Spec = Readonly<Record<string, unknown>>;

const fails = { expression: 'false', message: 'no' };

const specs: Readonly<Record<string, Spec>> = {
  default: { validations: [fails] },
  invalid: { validations: [{ ...fails, reason: 'Invalid' }] },
  forbidden: { validations: [{ ...fails, reason: 'Forbidden' }] },
  'too-large': { validations: [{ ...fails, reason: 'RequestEntityTooLarge' }] },
  worded: {
    validations: [
      { expression: 'false', messageExpression: "'no ' + object.metadata.name", reason: 'Forbidden' },
    ],
  },
  error: { validations: [{ expression: 'object.data.a == object.data.b', reason: 'Forbidden' }] },
  condition: {
    matchConditions: [{ name: 'fails', expression: "object.data.b == 'b'" }],
    validations: [fails],
  },
  annotation: {
    auditAnnotations: [{ key: 'a', valueExpression: 'string(object.data.b)' }],
  },
  'no-parameter': {
    paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
    validations: [fails],
  },
};

export const reasonNames: readonly string[] = Object.keys(specs);

/** Each judges only what has its name in a label. */
export const reasonPolicies: readonly KubernetesObject[] = Object.entries(specs).flatMap(([name, spec]) => {
  const metadata = { name: `reason-${name}` };
  const matchConstraints = {
    objectSelector: { matchLabels: { [label]: name } },
    resourceRules: [
      { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] },
    ],
  };
  const paramRef = { name: 'missing', namespace: 'default', parameterNotFoundAction: 'Deny' };
  return [
    { apiVersion, kind: 'ValidatingAdmissionPolicy', metadata, spec: { matchConstraints, ...spec } },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: {
        policyName: metadata.name,
        validationActions: ['Deny'],
        ...(name === 'no-parameter' && { paramRef }),
      },
    },
  ];
});

export function reasonObject(name: string): KubernetesObject {
  const metadata = { name, namespace: 'default', labels: { [label]: name } };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'a' } };
}

export interface Refusal {
  readonly reason: string;
  readonly code: number;
  /** After `denied request: `. */
  readonly message: string;
}

const asManifest = (object: KubernetesObject) => ({ object, file: 'x', locate: () => ({ file: 'x' }) });

/** What the offline engine expects the API server to answer, by name. */
export function expectedRefusals(): Record<string, Refusal> {
  const facts = loadFacts();
  const requests = reasonNames.map((name) => ({
    manifest: asManifest(reasonObject(name)),
    operation: 'CREATE' as const,
  }));
  const { results } = checkPolicies({
    policies: reasonPolicies.map(asManifest),
    clusters: [{ requests, present: [] }],
    facts,
    validator: createValidator(facts),
  });
  return Object.fromEntries(
    results.map(({ identity, failures: [failure] }) => {
      const { reason = '', code = 0, message = '' } = failure ?? {};
      return [identity.name, { reason, code, message }];
    }),
  );
}
