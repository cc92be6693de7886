import { describe, expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { trackingAnnotation } from '../../src/drift/tracking.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { identityOf, type KubernetesObject } from '../../src/manifest/object.ts';

const facts = loadFacts();
const rbac = 'rbac.authorization.k8s.io';
const role = {
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'reader' },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
};
const binding = {
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'readers' },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'reader' },
  subjects: [{ kind: 'User', apiGroup: rbac, name: 'ada' }],
};
const { subjects: _, ...bindingOfNobody } = binding;
const mallory = { kind: 'User', apiGroup: rbac, name: 'mallory' };
const gate = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'gate' },
  webhooks: [
    {
      name: 'gate.example.com',
      clientConfig: { url: 'https://gate.example.com' },
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    },
  ],
};
const [webhook] = gate.webhooks;
const gateFields = { 'f:webhooks': { 'k:{"name":"gate.example.com"}': { '.': {}, 'f:name': {} } } };

/** Of a live object that is as in git but for some fields, `CAUSE FIELD` for each that drifted. */
function told(git: KubernetesObject, edit: object, applied: object, updated?: object): string[] {
  const { group, kind, namespace, name } = identityOf(git);
  const annotations = { [trackingAnnotation]: `app:${group}/${kind}:${namespace}/${name}` };
  const entry = (operation: string, fieldsV1: object) => ({
    manager: 'argocd-controller',
    operation,
    fieldsV1,
  });
  const managedFields = [entry('Apply', applied), ...(updated ? [entry('Update', updated)] : [])];
  const live = { ...git, ...edit, metadata: { ...git.metadata, annotations, managedFields } };
  return driftOf([{ object: git }], [live], facts).verdicts.flatMap((verdict) =>
    'fields' in verdict ? verdict.fields.map(({ cause, change }) => `${cause} ${change.where}`) : [],
  );
}

describe('no dry run tells that a webhook did it, so it is drift', () => {
  const all = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
  const widened = { rules: [{ ...role.rules[0], verbs: ['*'] }] };

  test('what somebody who calls himself Argo CD changes', () => {
    expect(told(role, widened, {}, { 'f:rules': {} })).toEqual(['unknown rules[0].verbs[0]']);
    expect(told(binding, { subjects: [mallory] }, {}, { 'f:subjects': {} })).not.toEqual([]);
  });

  test('what he adds, and what nobody owns', () => {
    const rules = [...role.rules, all];
    for (const updated of [{ 'f:rules': {} }, undefined]) {
      expect(told(role, { rules }, {}, updated)).toEqual(['unknown rules[1]']);
      expect(told({ ...role, rules: [] }, { rules: [all] }, { 'f:rules': {} }, updated)).not.toEqual([]);
    }
    for (const updated of [{ 'f:subjects': {} }, undefined]) {
      const subjects = [...binding.subjects, mallory];
      expect(told(binding, { subjects }, {}, updated)).toHaveLength(1);
      expect(told(bindingOfNobody, { subjects: [mallory] }, {}, updated)).toHaveLength(1);
    }
  });

  test('another webhook, and a default that is not one', () => {
    const another = { ...webhook, name: 'another.example.com' };
    expect(told(gate, { webhooks: [webhook, another] }, gateFields)).toHaveLength(1);
    const open = { ...webhook, failurePolicy: 'Ignore' };
    expect(told(gate, { webhooks: [open] }, gateFields)).toEqual([
      'unknown webhooks[name=gate.example.com].failurePolicy',
    ]);
  });
});

describe('a policy that somebody narrows, so that it holds nowhere', () => {
  const policy = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'limits' },
    spec: { policyName: 'limits', validationActions: ['Deny'] },
  };
  const selector = { matchLabels: { nowhere: 'yes' } };
  const narrowed = { spec: { ...policy.spec, matchResources: { namespaceSelector: selector } } };

  test('is drift, be it owned by nobody or by an update of Argo CD', () => {
    const updated = { 'f:spec': { 'f:matchResources': { 'f:namespaceSelector': {} } } };
    expect(told(policy, narrowed, {})).toEqual(['unknown spec.matchResources']);
    expect(told(policy, narrowed, {}, updated)).not.toEqual([]);
  });

  test('so is a webhook, and a label more in what git selects', () => {
    const open = { ...webhook, namespaceSelector: selector };
    expect(told(gate, { webhooks: [open] }, gateFields)).toHaveLength(1);
    const selecting = {
      ...gate,
      webhooks: [{ ...webhook, namespaceSelector: { matchLabels: { team: 'shop' } } }],
    };
    const none = { ...webhook, namespaceSelector: { matchLabels: { team: 'shop', nowhere: 'yes' } } };
    expect(told(selecting, { webhooks: [none] }, gateFields)).toHaveLength(1);
    expect(told(selecting, {}, gateFields)).toEqual([]);
  });

  test('is none where it is as the API server fills it in', () => {
    const matchResources = { matchPolicy: 'Exact' };
    const git = { ...policy, spec: { ...policy.spec, matchResources } };
    const filled = { ...matchResources, namespaceSelector: {}, objectSelector: {} };
    expect(told(git, { spec: { ...git.spec, matchResources: filled } }, {})).toEqual([]);
  });
});

describe('is no drift', () => {
  test('what the API server fills in', () => {
    const filled = {
      ...webhook,
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      timeoutSeconds: 10,
      namespaceSelector: {},
      objectSelector: {},
    };
    expect(told(gate, { webhooks: [filled] }, gateFields)).toEqual([]);
  });

  test('a field that a newer one fills in', () => {
    expect(told(gate, { webhooks: [{ ...webhook, retries: 1 }] }, gateFields)).toEqual([]);
  });
});
