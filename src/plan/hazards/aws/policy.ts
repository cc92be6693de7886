import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, selectMaps, selectTexts } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { awsType } from './controllers.ts';

/** Where kinds have policies of IAM, as JSON in a text. */
const documents: Readonly<Record<string, readonly string[]>> = {
  [awsType('ecr/Repository')]: ['spec.policy'],
  [awsType('iam/Policy')]: ['spec.policyDocument'],
  [awsType('iam/Role')]: ['spec.assumeRolePolicyDocument', 'spec.inlinePolicies{}'],
  [awsType('kms/Key')]: ['spec.policy'],
  [awsType('s3/Bucket')]: ['spec.policy'],
  [awsType('sns/Topic')]: ['spec.policy'],
  [awsType('sqs/Queue')]: ['spec.policy'],
};

/** Nobody stands for whoever has the policy. */
interface Grant {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: string;
  readonly path: Path;
}

/**
 * Policies of IAM that allow what nothing allowed before, or no longer deny it. Of a new one, only that it allows
 * everything, or everyone. Source: AWS's IAM user guide, "IAM JSON policy element reference".
 */
export function awsPolicyWidening({ type, before, after }: Reviewed): Hazard[] {
  if (after === undefined) return [];
  return (documents[type] ?? []).flatMap((pattern) => {
    const grants = (object: KubernetesObject | undefined, effect: string): Grant[] =>
      grantsOf(object, pattern, effect);
    const gained = beyond(grants(after, 'Allow'), grants(before, 'Allow'));
    const lost = beyond(grants(before, 'Deny'), grants(after, 'Deny'));
    const isGreat = gained.some(isEverything);
    const isTold = before !== undefined || isGreat || gained.some(isForEveryone);
    return [
      ...(isTold ? told('newly allows', gained, isGreat) : []),
      ...told('no longer denies', lost, false),
    ];
  });
}

function told(what: string, grants: readonly Grant[], isGreat: boolean): Hazard[] {
  const [first] = grants;
  if (first === undefined) return [];
  const texts = [...new Set(grants.map(grantText))];
  const more = texts.length > 5 ? ` and ${texts.length - 5} more` : '';
  const message = `${what} ${texts.slice(0, 5).join(', ')}${more}`;
  return [{ severity: isGreat ? 'error' : 'warning', rule: 'rbac-widening', message, path: first.path }];
}

function grantsOf(object: KubernetesObject | undefined, pattern: string, effect: string): Grant[] {
  return selectTexts(object, pattern).flatMap(({ value, path }) => {
    const statements = [fieldOf(value, 'Statement')].flat();
    return statements.filter(isRecord).flatMap((statement) =>
      statement['Effect'] !== effect
        ? []
        : whoOf(statement).flatMap((who) =>
            textsOf(statement, 'Action').flatMap((action) =>
              textsOf(statement, 'Resource').map((resource) => ({
                who,
                action: action.toLowerCase(),
                resource,
                condition: JSON.stringify(ordered(fieldsOf(statement, 'Condition'))),
                path,
              })),
            ),
          ),
    );
  });
}

const always = '{}';

/** Keys and values in one order, and values as the texts that IAM takes them for. */
function ordered(value: unknown): unknown {
  if (!isRecord(value)) return [value].flat().map(shown).sort();
  const entries = Object.entries(value).map(([key, each]) => [key, ordered(each)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Of a text that is JSON. */
function fieldOf(text: string, field: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value[field] : undefined;
  } catch {
    return undefined;
  }
}

/** One text or many; where only exceptions are named, these. */
function textsOf(statement: Fields, field: string): string[] {
  const said = [statement[field] ?? []].flat().map(shown);
  const not = [statement[`Not${field}`] ?? []].flat().map(shown);
  const all = not.length > 0 ? [...said, `all but ${not.sort().join(', ')}`] : said;
  // Whom a role trusts is said without a resource.
  return all.length > 0 ? all : [''];
}

function whoOf(statement: Fields): string[] {
  const named = selectMaps({ statement }, 'statement.Principal').flatMap(({ value }) =>
    Object.values(value).flat().map(shown),
  );
  return named.length > 0 ? named : textsOf(statement, 'Principal');
}

function beyond(some: readonly Grant[], others: readonly Grant[]): Grant[] {
  const isWithin = (one: Grant, wider: Grant): boolean =>
    (['who', 'action', 'resource'] as const).every((part) => isGlobWithin(one[part], wider[part])) &&
    (wider.condition === always || one.condition === wider.condition);
  return some.filter((one) => !others.some((other) => isWithin(one, other)));
}

/** To whoever has the policy, or to everyone: then what can be done with one thing is all there is. */
function isEverything({ who, action, resource, condition }: Grant): boolean {
  if (condition !== always) return false;
  return who === '*' ? /^(?:[a-z\d-]+:)?\*$|^sts:assumerole/.test(action) : who + action + resource === '**';
}

function isForEveryone({ who, condition }: Grant): boolean {
  return condition === always && who === '*';
}

function grantText({ who, action, resource, condition }: Grant): string {
  const on = resource === '' ? '' : ` on ${resource}`;
  return `${who === '' ? '' : `${who} `}${action}${on}${condition === always ? '' : ' in some cases'}`;
}
