import { isRecord } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import type { PolicyProblem } from './problem.ts';

/**
 * What the API server demands of `matchConstraints` and `matchResources` beyond their schema. Source: Kubernetes
 * 1.34, `pkg/apis/admissionregistration/validation`.
 */

type Fields = Readonly<Record<string, unknown>>;

export function matchProblems(match: Fields, path: Path): PolicyProblem[] {
  return [
    ...emptyChoice(match, 'matchPolicy', ['Exact', 'Equivalent'], path),
    ...selectorProblems(match['namespaceSelector'], [...path, 'namespaceSelector']),
    ...selectorProblems(match['objectSelector'], [...path, 'objectSelector']),
    ...ruleListProblems(match['resourceRules'], [...path, 'resourceRules']),
    ...ruleListProblems(match['excludeResourceRules'], [...path, 'excludeResourceRules']),
  ];
}

/** The empty string is none of the values of a field that is a pointer in Go, though the schema lets it pass. */
export function emptyChoice(
  fields: Fields,
  field: string,
  choices: readonly string[],
  path: Path,
): PolicyProblem[] {
  if (fields[field] !== '') return [];
  return [{ ...invalid([...path, field], 'is empty'), allowed: choices.join(', ') }];
}

/** A `LabelSelector` whose operator does not fit its values. */
export function selectorProblems(selector: unknown, path: Path): PolicyProblem[] {
  const expressions = isRecord(selector) ? selector['matchExpressions'] : undefined;
  if (!Array.isArray(expressions)) return [];
  return expressions.flatMap((expression: unknown, index) => {
    if (!isRecord(expression)) return [];
    const { operator, values } = expression;
    const at = [...path, 'matchExpressions', index];
    const isEmpty = !Array.isArray(values) || values.length === 0;
    if (operator === 'In' || operator === 'NotIn')
      return isEmpty ? [required([...at, 'values'], `with the operator ${operator}`)] : [];
    if (operator === 'Exists' || operator === 'DoesNotExist')
      return isEmpty ? [] : [invalid([...at, 'values'], `must be left out with the operator ${operator}`)];
    return [
      {
        rule: 'invalid-value',
        path: [...at, 'operator'],
        message: `${JSON.stringify(operator)} is no operator`,
        allowed: 'In, NotIn, Exists, DoesNotExist',
      },
    ];
  });
}

function ruleListProblems(rules: unknown, path: Path): PolicyProblem[] {
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule: unknown, index) =>
    isRecord(rule) ? ruleProblems(rule, [...path, index]) : [],
  );
}

const scopes = ['*', 'Cluster', 'Namespaced'];

function ruleProblems(rule: Fields, path: Path): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const field of ['apiGroups', 'apiVersions', 'resources', 'operations']) {
    const values = textsOf(rule, field);
    const at = [...path, field];
    if (values.length === 0) problems.push(required(at));
    if (field === 'resources') problems.push(...resourceProblems(values, at));
    else if (values.length > 1 && values.includes('*'))
      problems.push(invalid(at, 'has "*" beside other values', 'write "*" alone'));
    if (field === 'apiGroups') continue;
    for (const [index, value] of values.entries()) if (value === '') problems.push(required([...at, index]));
  }
  const names = textsOf(rule, 'resourceNames');
  for (const [index, name] of names.entries()) {
    const at = [...path, 'resourceNames', index];
    if (names.indexOf(name) < index) problems.push(invalid(at, `${name} occurs twice`));
    if (name === '.' || name === '..' || /[/%]/.test(name)) problems.push(invalid(at, `${name} is no name`));
  }
  const { scope } = rule;
  if (scope !== undefined && scope !== null && !scopes.some((known) => known === scope))
    problems.push({
      ...invalid([...path, 'scope'], `${JSON.stringify(scope)} is no scope`),
      allowed: scopes.join(', '),
    });
  return problems;
}

function resourceProblems(resources: readonly string[], path: Path): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const covered = new Set<string>();
  for (const [index, resource] of resources.entries()) {
    const [name, subresource] = splitResource(resource);
    if (subresource === undefined) continue;
    for (const wildcard of [`${name}/*`, `*/${subresource}`]) {
      if (covered.has(wildcard))
        problems.push(invalid([...path, index], `${resource} is covered by ${wildcard} already`));
    }
    if (subresource === '*' || name === '*') covered.add(resource);
  }
  if (resources.length > 1 && resources.includes('*/*'))
    problems.push(invalid(path, 'has "*/*" beside other resources', 'write "*/*" alone'));
  // The API server looks at the last resource without a subresource only.
  const plain = resources.filter((resource) => resource !== '' && !resource.includes('/'));
  if (resources.includes('*') && plain.at(-1) !== '*')
    problems.push(invalid(path, 'has "*" beside other resources', 'leave out what "*" covers'));
  return problems;
}

/** `pods/status` to its two parts; the second is `undefined` where there is no slash. */
export function splitResource(resource: string): [string, string | undefined] {
  const slash = resource.indexOf('/');
  return slash === -1 ? [resource, undefined] : [resource.slice(0, slash), resource.slice(slash + 1)];
}

export function required(path: Path, why?: string): PolicyProblem {
  return {
    rule: 'required-field',
    path,
    message: `is missing or empty${why === undefined ? '' : `, ${why}`}`,
  };
}

export function invalid(path: Path, message: string, next?: string): PolicyProblem {
  return { rule: 'invalid-value', path, message, ...(next !== undefined && { next }) };
}

export function textsOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return Array.isArray(value) ? value.map(String) : [];
}
