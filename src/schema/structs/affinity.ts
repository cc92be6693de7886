import { selectMaps, selectTexts } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { dnsSubdomain } from '../names.ts';
import { type Fields, isEmpty, type Wrong } from './struct.ts';

/** Beside which pods a pod runs, and on which nodes by their fields (`validatePodAffinityTerm`, `ValidateNodeSelectorTerm`). */

export function keysMatchOneWay({ matchLabelKeys, mismatchLabelKeys }: Fields): Wrong[] {
  const others: readonly unknown[] = Array.isArray(mismatchLabelKeys) ? mismatchLabelKeys : [];
  return selectTexts(matchLabelKeys, '[]', ['matchLabelKeys'])
    .filter(({ value }) => others.includes(value))
    .map(({ value, path }) => ({
      at: path,
      message: `${quote(value)} is in mismatchLabelKeys too`,
      allowed: 'each key in one of the two',
      next: 'remove it from one of the two',
    }));
}

/** `ValidateNodeFieldSelectorRequirement` */
export function fieldsAreNames(term: Fields): Wrong[] {
  return selectMaps(term, 'matchFields[]').flatMap(({ value: { key, operator, values }, path }): Wrong[] => {
    // What is missing, the schema tells.
    if (isEmpty(key) || isEmpty(operator)) return [];
    if (key !== 'metadata.name')
      return [
        { at: [...path, 'key'], message: `${quote(key)} is no field of nodes`, allowed: 'metadata.name' },
      ];
    if (operator !== 'In' && operator !== 'NotIn')
      return [
        {
          at: [...path, 'operator'],
          message: `${quote(operator)} does not compare fields of nodes`,
          allowed: 'In, NotIn',
        },
      ];
    const [name, ...others] = Array.isArray(values) ? (values as readonly unknown[]) : [];
    if (typeof name === 'string' && others.length === 0 && dnsSubdomain.test(name)) return [];
    return [{ at: [...path, 'values'], message: 'hold no name of one node', allowed: 'exactly one name' }];
  });
}
