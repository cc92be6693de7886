import { compile } from '../../cel/cel.ts';
import { admissionEnvironment } from '../../cel/kubernetes.ts';
import { boolType, formatType, isExactType } from '../../cel/type.ts';
import type { Path } from '../../manifest/path.ts';
import { type Fields, select, selectMaps, selectTexts } from '../../manifest/select.ts';
import { matchProblems } from '../../policy/valid-match.ts';
import { dns1035Label } from '../../schema/names.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { invalid } from './problems.ts';

/** Webhooks of admission (`pkg/apis/admissionregistration/validation`, `validateValidatingWebhook`). */
export function webhookRules({ object }: CheckedObject): Problem[] {
  return selectMaps(object, 'webhooks[]').flatMap(({ value, path }) => [
    ...resourceRules(value, path),
    ...reviewVersions(value, 'admissionReviewVersions', path),
    ...conditions(value, path),
  ]);
}

/** Its rules are like the `resourceRules` of a policy. */
function resourceRules({ rules }: Fields, path: Path): Problem[] {
  return matchProblems({ resourceRules: rules }, []).map((problem) => ({
    ...problem,
    severity: 'error',
    path: [...path, 'rules', ...problem.path.slice(1)],
  }));
}

const known = ['v1', 'v1beta1'];

/** What the API server sends, and what a webhook understands, must have one version in common. */
export function reviewVersions(fields: Fields, field: string, path: Path): Problem[] {
  const versions = select(fields, `${field}[]`, path);
  const texts = versions.map(({ value }) => value);
  const wrong = versions.flatMap(({ value, path: at }, index): Problem[] => {
    if (texts.indexOf(value) < index)
      return [invalid(at, `${JSON.stringify(value)} occurs twice`, 'each version once')];
    if (typeof value !== 'string' || dns1035Label.test(value)) return [];
    return [invalid(at, `${JSON.stringify(value)} is no version`, known.join(', '))];
  });
  if (versions.length === 0 || texts.some((text) => known.includes(String(text)))) return wrong;
  const message = `${JSON.stringify(texts)} has no version that the API server sends`;
  return [...wrong, { ...invalid([...path, field], message, known.join(', ')), next: 'add v1' }];
}

const options = { origin: 'new', params: false, authorizer: true, variables: new Map() } as const;

function conditions(webhook: Fields, path: Path): Problem[] {
  return selectTexts(webhook, 'matchConditions[].expression', path).flatMap(({ value, path: at }) => {
    const refused = (message: string): Problem => ({
      severity: 'error',
      rule: 'expression-does-not-compile',
      path: at,
      message,
    });
    const compiled = compile(value, admissionEnvironment(options));
    if ('errors' in compiled)
      return compiled.errors.map(({ message, line, column }) =>
        refused(`does not compile, at ${line}:${column}: ${message}`),
      );
    const { type } = compiled.program;
    return isExactType(boolType, type) ? [] : [refused(`must evaluate to bool but got ${formatType(type)}`)];
  });
}
