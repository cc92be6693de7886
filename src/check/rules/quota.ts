import { quantityOf } from '../../manifest/quantity.ts';
import { type Fields, fieldsOf, type Selected, select, selectMaps, textOf } from '../../manifest/select.ts';
import { qualifiedName } from '../../schema/names.ts';
import { isExtended } from '../../schema/resource-names.ts';
import { isWhole } from '../../schema/structs/amounts.ts';
import { labelValuesFit } from '../../schema/structs/scheduling.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { invalid, wrongBelow } from './problems.ts';

/** ResourceQuotas (`pkg/apis/core/validation`, `ValidateResourceQuotaSpec`). */

const compute = ['cpu', 'memory'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]);
const counted = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
];
const stored = [
  'ephemeral-storage',
  'requests.ephemeral-storage',
  'limits.ephemeral-storage',
  'requests.storage',
];
const standard = [...compute, ...counted, ...stored];

export function quota({ object }: CheckedObject): Problem[] {
  const spec = fieldsOf(object, 'spec');
  const hard = select(spec, 'hard{}', ['spec']);
  const names = hard.map(nameOf);
  return [
    ...hard.flatMap(amount),
    ...scopeProblems(select(spec, 'scopes[]', ['spec']), names),
    ...scopeProblems(select(spec, 'scopeSelector.matchExpressions[].scopeName', ['spec']), names),
    ...selectMaps(spec, 'scopeSelector.matchExpressions[]', ['spec']).flatMap(expression),
  ];
}

function nameOf({ path }: Selected): string {
  return String(path.at(-1));
}

function isStandard(name: string): boolean {
  return standard.includes(name) || /^(?:requests\.)?hugepages-/.test(name);
}

function amount(each: Selected): Problem[] {
  const name = nameOf(each);
  const { value, path } = each;
  if (!qualifiedName.test(name) || (!name.includes('/') && !isStandard(name)))
    return [
      invalid(
        path,
        `${JSON.stringify(name)} is nothing that a quota counts`,
        `${standard.join(', ')}, or count/RESOURCE.GROUP such as count/deployments.apps`,
      ),
    ];
  const quantity = quantityOf(value);
  if (quantity === undefined) return [];
  if (quantity.nano < 0n) return [invalid(path, `${String(value)} is too small`, 'at least 0')];
  const isCounted = counted.includes(name) || isExtended(name);
  return isCounted && !isWhole(quantity)
    ? [invalid(path, `${String(value)} of ${name} cannot be had`, 'a whole number')]
    : [];
}

/** What each scope can count. */
const countedIn: ReadonlyMap<unknown, readonly string[]> = new Map<unknown, readonly string[]>([
  ['BestEffort', ['pods']],
  ...['CrossNamespacePodAffinity', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating'].map(
    (scope): [string, string[]] => [scope, ['pods', ...compute]],
  ),
  ['VolumeAttributesClass', ['persistentvolumeclaims', 'requests.storage']],
]);

const opposites: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['NotBestEffort', 'BestEffort'],
  ['NotTerminating', 'Terminating'],
]);

function scopeProblems(scopes: readonly Selected[], names: readonly string[]): Problem[] {
  return scopes.flatMap(({ value: scope, path }): Problem[] => {
    const opposite = opposites.get(scope);
    const fitting = countedIn.get(scope);
    const other = names.find((name) => isStandard(name) && fitting?.includes(name) === false);
    return [
      ...(opposite !== undefined && scopes.some(({ value }) => value === opposite)
        ? [invalid(path, `${String(scope)} contradicts ${opposite}`, 'one of the two')]
        : []),
      ...(other === undefined
        ? []
        : [
            {
              ...invalid(path, `${String(scope)} counts no ${other}`, `with ${fitting?.join(', ')} alone`),
              next: `move ${other} to a quota of its own`,
            },
          ]),
    ];
  });
}

function expression({ value, path }: Selected<Fields>): Problem[] {
  const { scopeName } = value;
  // What is no operator, the schema tells.
  const operator = textOf(value, 'operator') ?? 'Exists';
  const hasValues = scopeName === 'PriorityClass' || scopeName === 'VolumeAttributesClass';
  if (countedIn.has(scopeName) && !hasValues && operator !== 'Exists')
    return [invalid([...path, 'operator'], `${operator} does not fit ${String(scopeName)}`, 'Exists')];
  return labelValuesFit(value).map((wrong) => wrongBelow(path, wrong));
}
