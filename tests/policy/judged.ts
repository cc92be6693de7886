import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';
import { checkPolicies, type PolicyCheckInput } from '../../src/policy/check.ts';
import { policyDocument, policyFindings } from '../../src/policy/report.ts';
import type { PolicyReport } from '../../src/policy/results.ts';
import { exitCodeOf } from '../../src/report/exit-code.ts';
import { formatDocument } from '../../src/report/format.ts';
import { createValidator } from '../../src/schema/validator.ts';

const facts = loadFacts();
const validator = createValidator(facts);

/** YAML in place of manifests, and nothing but a CREATE unless it is said. */
export interface Texts extends Partial<Pick<PolicyCheckInput, 'operation' | 'caller'>> {
  readonly policies: string;
  readonly objects: string;
  readonly old?: string;
  readonly namespaces?: string;
  readonly params?: string;
}

export function judged({ policies, objects, old, namespaces, params, ...rest }: Texts): PolicyReport {
  const findings: PolicyReport['findings'][number][] = [];
  const read = (file: string, text = '') => {
    const result = readManifests(text, file);
    findings.push(...result.findings);
    return result.manifests;
  };
  const report = checkPolicies({
    policies: read('policies.yaml', policies),
    manifests: read('objects.yaml', objects),
    operation: 'CREATE',
    old: read('old.yaml', old),
    namespaces: read('namespaces.yaml', namespaces),
    params: read('params.yaml', params),
    facts,
    validator,
    ...rest,
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
