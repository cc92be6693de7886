import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import { dns1035Label, dnsSubdomain, qualifiedName } from '../schema/names.ts';
import type { PolicyProblem } from './problem.ts';
import { emptyChoice, invalid, matchProblems, required } from './valid-match.ts';

/**
 * What the API server demands of a ValidatingAdmissionPolicy beyond its schema, other than that its expressions compile.
 * Source: Kubernetes 1.34, `pkg/apis/admissionregistration/validation`.
 */

type Fields = Readonly<Record<string, unknown>>;

const mostMatchConditions = 64;
const mostAuditAnnotations = 20;
const longestValueExpressionBytes = 5 * 1024;
const reasons = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const identifier = /^[_a-zA-Z][_a-zA-Z0-9]*$/;
const reservedWords: ReadonlySet<string> = new Set(
  (
    'true false null in as break const continue else for function if import let loop package namespace return var ' +
    'void while'
  ).split(' '),
);

export function policyProblems({ spec, metadata }: KubernetesObject): PolicyProblem[] {
  if (!isRecord(spec)) return [required(['spec'])];
  return [
    ...emptyChoice(spec, 'failurePolicy', ['Fail', 'Ignore'], ['spec']),
    ...paramKindProblems(spec['paramKind']),
    ...constraintProblems(spec['matchConstraints']),
    ...eachOf(spec, 'matchConditions', conditionProblems),
    ...tooMany(spec['matchConditions'], mostMatchConditions, ['spec', 'matchConditions']),
    ...eachOf(spec, 'variables', variableProblems),
    ...eachOf(spec, 'validations', validationProblems),
    ...eachOf(spec, 'auditAnnotations', (annotation, path) =>
      annotationProblems(annotation, path, metadata.name),
    ),
    ...tooMany(spec['auditAnnotations'], mostAuditAnnotations, ['spec', 'auditAnnotations']),
    ...repeatedKeys(spec['auditAnnotations']),
    ...(isEmpty(spec['validations']) && isEmpty(spec['auditAnnotations'])
      ? [required(['spec', 'validations'], 'and so are auditAnnotations')]
      : []),
  ];
}

function constraintProblems(constraints: unknown): PolicyProblem[] {
  const path: Path = ['spec', 'matchConstraints'];
  if (!isRecord(constraints)) return [required(path)];
  if (isEmpty(constraints['resourceRules'])) return [required([...path, 'resourceRules'])];
  return matchProblems(constraints, path);
}

function paramKindProblems(paramKind: unknown): PolicyProblem[] {
  if (!isRecord(paramKind)) return [];
  const path: Path = ['spec', 'paramKind'];
  const { apiVersion, kind } = paramKind;
  const problems: PolicyProblem[] = [];
  if (isBlank(apiVersion)) problems.push(required([...path, 'apiVersion']));
  else if (!isGroupVersion(String(apiVersion)))
    problems.push({
      ...invalid([...path, 'apiVersion'], `${JSON.stringify(apiVersion)} is no group and version`),
      allowed: 'for example v1 or rules.example.com/v1',
    });
  if (isBlank(kind)) problems.push(required([...path, 'kind']));
  else if (!dns1035Label.test(String(kind).toLowerCase()))
    problems.push(invalid([...path, 'kind'], `${JSON.stringify(kind)} is no kind`));
  return problems;
}

function isGroupVersion(text: string): boolean {
  const slash = text.indexOf('/');
  return (slash <= 0 || dnsSubdomain.test(text.slice(0, slash))) && dns1035Label.test(text.slice(slash + 1));
}

function conditionProblems({ name, expression }: Fields, path: Path): PolicyProblem[] {
  const problems = isBlank(expression) ? [required([...path, 'expression'])] : [];
  if (name === '') problems.push(required([...path, 'name']));
  else if (typeof name === 'string' && !qualifiedName.test(name))
    problems.push({
      ...invalid([...path, 'name'], `${JSON.stringify(name)} is no qualified name`),
      allowed: qualifiedName.allowed,
    });
  return problems;
}

function variableProblems({ name, expression }: Fields, path: Path): PolicyProblem[] {
  const problems = isBlank(expression) ? [required([...path, 'expression'])] : [];
  if (isBlank(name)) problems.push(required([...path, 'name']));
  else if (!identifier.test(String(name)) || reservedWords.has(String(name)))
    problems.push(invalid([...path, 'name'], `${JSON.stringify(name)} is no CEL identifier`));
  return problems;
}

function validationProblems(validation: Fields, path: Path): PolicyProblem[] {
  const { expression, message, messageExpression, reason } = validation;
  const problems = isBlank(expression) ? [required([...path, 'expression'])] : [];
  const isGivenButBlank = (value: unknown) => typeof value === 'string' && value !== '' && isBlank(value);
  if (isGivenButBlank(messageExpression))
    problems.push(invalid([...path, 'messageExpression'], 'holds only blanks'));
  if (isGivenButBlank(message)) problems.push(invalid([...path, 'message'], 'holds only blanks'));
  else if (typeof message === 'string' && /[\n\r]/.test(message.trim()))
    problems.push(
      invalid(
        [...path, 'message'],
        'contains a line break',
        'write it on one line; in YAML, with ">-" instead of "|"',
      ),
    );
  if (typeof reason === 'string' && !reasons.includes(reason))
    problems.push({
      ...invalid([...path, 'reason'], `${JSON.stringify(reason)} is no reason`),
      allowed: reasons.join(', '),
    });
  return problems;
}

function annotationProblems({ key, valueExpression }: Fields, path: Path, policyName = ''): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (!qualifiedName.test(`${policyName}/${String(key)}`))
    problems.push(invalid([...path, 'key'], `${JSON.stringify(key)} is no qualified name`));
  const at = [...path, 'valueExpression'];
  if (isBlank(valueExpression)) problems.push(required(at));
  else if (Buffer.byteLength(String(valueExpression).trim()) > longestValueExpressionBytes)
    problems.push(invalid(at, `is longer than ${longestValueExpressionBytes} bytes`));
  return problems;
}

function repeatedKeys(annotations: unknown): PolicyProblem[] {
  if (!Array.isArray(annotations)) return [];
  const keys = annotations.map((each: unknown) => (isRecord(each) ? each['key'] : undefined));
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index
      ? [invalid(['spec', 'auditAnnotations', index, 'key'], `${String(key)} occurs twice`)]
      : [],
  );
}

function eachOf(
  spec: Fields,
  field: string,
  check: (item: Fields, path: Path) => PolicyProblem[],
): PolicyProblem[] {
  const list = spec[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => (isRecord(item) ? check(item, ['spec', field, index]) : []));
}

function tooMany(list: unknown, most: number, path: Path): PolicyProblem[] {
  if (!Array.isArray(list) || list.length <= most) return [];
  return [invalid(path, `has ${list.length} items, at most ${most} are allowed`)];
}

function isEmpty(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 0;
}

function isBlank(value: unknown): boolean {
  return typeof value !== 'string' || value.trim() === '';
}
