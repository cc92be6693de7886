import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import { dnsSubdomain } from '../schema/names.ts';
import type { PolicyProblem } from './problem.ts';
import { invalid, matchProblems, required, selectorProblems, textsOf } from './valid-match.ts';

/**
 * What the API server demands of a ValidatingAdmissionPolicyBinding beyond its schema. Source: Kubernetes 1.34,
 * `pkg/apis/admissionregistration/validation`.
 */

type Fields = Readonly<Record<string, unknown>>;

export function bindingProblems({ spec }: KubernetesObject): PolicyProblem[] {
  if (!isRecord(spec)) return [required(['spec'])];
  const { policyName, paramRef, matchResources } = spec;
  return [
    ...policyNameProblems(policyName),
    ...(isRecord(paramRef) ? paramRefProblems(paramRef, ['spec', 'paramRef']) : []),
    ...(isRecord(matchResources) ? matchProblems(matchResources, ['spec', 'matchResources']) : []),
    ...actionProblems(textsOf(spec, 'validationActions')),
  ];
}

function policyNameProblems(policyName: unknown): PolicyProblem[] {
  const path: Path = ['spec', 'policyName'];
  if (policyName === undefined || policyName === null || policyName === '') return [required(path)];
  if (typeof policyName === 'string' && !dnsSubdomain.test(policyName))
    return [
      {
        ...invalid(path, `${JSON.stringify(policyName)} is no name of a policy`),
        allowed: dnsSubdomain.allowed,
      },
    ];
  return [];
}

function actionProblems(actions: readonly string[]): PolicyProblem[] {
  const path: Path = ['spec', 'validationActions'];
  if (actions.length === 0)
    return [{ ...required(path), allowed: 'Deny, Warn, Audit; not both Deny and Warn' }];
  if (actions.includes('Deny') && actions.includes('Warn'))
    return [invalid(path, 'has both Deny and Warn', 'leave Warn out: a denial is told anyway')];
  return [];
}

function paramRefProblems(paramRef: Fields, path: Path): PolicyProblem[] {
  const { name, selector, parameterNotFoundAction } = paramRef;
  const problems = selectorProblems(selector, [...path, 'selector']);
  const isNamed = typeof name === 'string' && name !== '';
  if (isNamed && isRecord(selector))
    problems.push(invalid([...path, 'name'], 'is given beside a selector', 'keep one of the two'));
  if (isNamed && (name === '.' || name === '..' || /[/%]/.test(name)))
    problems.push(invalid([...path, 'name'], `${JSON.stringify(name)} is no name`));
  if (!isNamed && !isRecord(selector)) problems.push(required(path, 'it needs a name or a selector'));
  if (parameterNotFoundAction !== 'Allow' && parameterNotFoundAction !== 'Deny') {
    const at = [...path, 'parameterNotFoundAction'];
    const problem =
      parameterNotFoundAction === undefined || parameterNotFoundAction === ''
        ? required(at)
        : invalid(at, `${JSON.stringify(parameterNotFoundAction)} is no such action`);
    problems.push({ ...problem, allowed: 'Allow, Deny' });
  }
  return problems;
}
