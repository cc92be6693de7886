import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';
import { checkPolicies } from '../../src/policy/check.ts';
import { policyDocument, policyFindings } from '../../src/policy/report.ts';
import { type RequestsInput, requestsFor } from '../../src/policy/requests.ts';
import type { PolicyReport } from '../../src/policy/results.ts';
import { exitCodeOf } from '../../src/report/exit-code.ts';
import { formatDocument } from '../../src/report/format.ts';
import { createValidator } from '../../src/schema/validator.ts';

const facts = loadFacts();
const validator = createValidator(facts);

/** YAML in place of manifests, and nothing but a CREATE unless it is said. */
export interface Texts extends Partial<Pick<RequestsInput, 'operation' | 'caller'>> {
  readonly policies: string;
  readonly objects: string;
  readonly old?: string;
  readonly namespaces?: string;
  readonly params?: string;
}

export function judged({
  policies,
  objects,
  old,
  namespaces,
  params,
  caller,
  operation = 'CREATE',
}: Texts): PolicyReport {
  const findings: PolicyReport['findings'][number][] = [];
  const read = (file: string, text = '') => {
    const result = readManifests(text, file);
    findings.push(...result.findings);
    return result.manifests;
  };
  const manifests = read('objects.yaml', objects);
  const before = read('old.yaml', old);
  const asked = requestsFor({ manifests, operation, old: before, caller });
  findings.push(...asked.findings);
  const present = [...read('params.yaml', params), ...read('namespaces.yaml', namespaces), ...manifests];
  const report = checkPolicies({
    policies: read('policies.yaml', policies),
    clusters: [{ requests: asked.requests, present }],
    facts,
    validator,
  });
  return { ...report, findings: [...findings, ...report.findings] };
}

/** `verdict policy`, with what is told. */
export function verdicts(texts: Texts): string[] {
  return judged(texts).results.map(({ verdict, policy, binding, failures, undecided, why }) =>
    [
      verdict,
      binding?.name ?? policy.name,
      ...failures.map(({ message }) => message),
      ...undecided.map(({ reason }) => reason),
      ...(why === undefined ? [] : [why]),
    ].join(' | '),
  );
}

export function reported(texts: Texts): { text: string; exitCode: number } {
  const report = judged(texts);
  const text = formatDocument(policyDocument('plumb policy check', report), 'text');
  return { text, exitCode: exitCodeOf(policyFindings(report)) };
}

/** A policy and a binding for it, both called `p`; `match` and `rest` are further fields of their specs. */
export function policy({
  expression = 'false',
  rules = '[{apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"]}]',
  match = '',
  spec = '',
  binding = '',
  actions = 'Deny',
} = {}): string {
  return `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: p}
spec:
  matchConstraints:
    resourceRules: ${rules}
    ${match}
  validations: [{expression: ${JSON.stringify(expression)}}]
  ${spec}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: p}
spec:
  policyName: p
  validationActions: [${actions}]
  ${binding}
`;
}

export const configMap = '{apiVersion: v1, kind: ConfigMap, metadata: {name: plain, namespace: shop}}';
