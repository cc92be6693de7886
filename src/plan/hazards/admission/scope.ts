import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';

/** What is looked at before it is admitted, by a webhook, a policy or a binding. */
export interface Scope {
  /** One request of a rule: operation, group, resource, name and scope. */
  readonly asked: readonly Request[];
  readonly excluded: readonly Request[];
  readonly requirements: readonly Requirement[];
  readonly path: Path;
}

export type Request = readonly [
  operation: string,
  group: string,
  resource: string,
  name: string,
  scope: string,
];

export interface Requirement {
  readonly text: string;
  /** Of a label, the values that are let in. */
  readonly key?: string;
  readonly values?: ReadonlySet<string>;
}

const admission = 'admissionregistration.k8s.io';

type Finder = (object: KubernetesObject) => ReadonlyMap<string, Scope>;

const webhooks: Finder = (object) =>
  new Map(
    selectMaps(object, 'webhooks[]').map(({ value, path }) => {
      const name = textOf(value, 'name') ?? '';
      return [`${name} `, scopeOf(value, 'rules', value, path)];
    }),
  );

/** By kind: each webhook by its name, a policy or binding without one. */
export const scopeFinders: Readonly<Record<string, Finder>> = {
  [`${admission}/MutatingAdmissionPolicy`]: (object) => ofPolicy(object, 'matchConstraints'),
  [`${admission}/MutatingAdmissionPolicyBinding`]: (object) => ofPolicy(object, 'matchResources'),
  [`${admission}/MutatingWebhookConfiguration`]: webhooks,
  [`${admission}/ValidatingWebhookConfiguration`]: webhooks,
  [`${admission}/ValidatingAdmissionPolicy`]: (object) => ofPolicy(object, 'matchConstraints'),
  [`${admission}/ValidatingAdmissionPolicyBinding`]: (object) => ofPolicy(object, 'matchResources'),
  'policies.kyverno.io/ValidatingPolicy': (object) => ofPolicy(object, 'matchConstraints'),
};

/** What is asked before less is admitted. Who leaves the rules out means everything. */
function ofPolicy(object: KubernetesObject, field: string): ReadonlyMap<string, Scope> {
  const match = fieldsOf(object, 'spec', field);
  const scope = scopeOf(match, 'resourceRules', fieldsOf(object, 'spec'), ['spec', field]);
  return new Map([['', scope.asked.length === 0 ? { ...scope, asked: everything } : scope]]);
}

/** Kubernetes 1.34, `staging/src/k8s.io/api/admissionregistration/v1/types.go`. */
const operations = ['CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const everything = operations.map((operation): Request => [operation, '*', '*/*', '*', '*']);

function scopeOf(match: Fields, rules: string, holder: Fields, path: Path): Scope {
  return {
    asked: requestsOf(match, rules),
    excluded: requestsOf(match, 'excludeResourceRules'),
    requirements: [
      ...requirementsOf('namespaces', fieldsOf(match, 'namespaceSelector')),
      ...requirementsOf('objects', fieldsOf(match, 'objectSelector')),
      ...select(holder, 'matchConditions[].expression').map(({ value }) => ({ text: shown(value) })),
    ],
    path,
  };
}

/** Versions are left out: an object is asked about in all of them (`matchPolicy: Equivalent`). */
function requestsOf(match: Fields, rules: string): Request[] {
  return selectMaps(match, `${rules}[]`).flatMap(({ value }) => {
    const list = (field: string): string[] => select(value, `${field}[]`).map((each) => shown(each.value));
    const names = list('resourceNames');
    const asked = list('operations').flatMap((each) => (each === '*' ? operations : each));
    return asked.flatMap((operation) =>
      list('apiGroups').flatMap((group) =>
        list('resources').flatMap((resource) =>
          (names.length === 0 ? ['*'] : names).map(
            (name): Request => [operation, group, resource, name, textOf(value, 'scope') ?? '*'],
          ),
        ),
      ),
    );
  });
}

function requirementsOf(what: string, selector: Fields): Requirement[] {
  const labels = Object.entries(fieldsOf(selector, 'matchLabels')).map(([key, value]) =>
    oneOf(what, key, [shown(value)]),
  );
  const expressions = selectMaps(selector, 'matchExpressions[]').flatMap(({ value }) => {
    const [key, operator] = [textOf(value, 'key') ?? '', textOf(value, 'operator')];
    const values = select(value, 'values[]').map((each) => shown(each.value));
    if (operator === 'In') return [oneOf(what, key, values)];
    if (operator === 'NotIn') return values.map((each) => ({ text: `${what} that are not ${key}=${each}` }));
    return [{ text: `${what} ${operator === 'Exists' ? 'with' : 'without'} ${key}` }];
  });
  return [...labels, ...expressions];
}

function oneOf(what: string, key: string, values: readonly string[]): Requirement {
  return { text: `${what} with ${key}=${values.join('|')}`, key: `${what} ${key}`, values: new Set(values) };
}
