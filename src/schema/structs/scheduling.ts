import { isRecord } from '../../manifest/object.ts';
import { selectMaps, selectTexts } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { labelValue } from '../names.ts';
import { repeated } from '../repeated.ts';
import { type Fields, isEmpty, type Wrong } from './struct.ts';

/** Rules of where pods may run, and of what a selector says. */

export function tolerates({ key, operator, value, effect, tolerationSeconds }: Fields): Wrong[] {
  const wrong: Wrong[] = [];
  if (isEmpty(key) && operator !== 'Exists') {
    wrong.push({
      at: ['operator'],
      message: 'tolerates every key, but not with operator Exists',
      allowed: 'Exists, where no key is named',
      next: 'name the key, or set operator: Exists',
    });
  }
  if (operator === 'Exists' && !isEmpty(value)) {
    wrong.push({
      at: ['value'],
      message: `${JSON.stringify(value)} cannot be set beside operator Exists`,
      allowed: 'no value, or operator Equal',
      next: 'remove the value, or set operator: Equal',
    });
  }
  if (typeof tolerationSeconds === 'number' && effect !== 'NoExecute') {
    wrong.push({
      at: ['tolerationSeconds'],
      message: `${tolerationSeconds} is for the effect NoExecute alone, and the effect is ${isEmpty(effect) ? 'any' : String(effect)}`,
      allowed: 'none, or effect NoExecute',
      next: 'set effect: NoExecute, or remove tolerationSeconds',
    });
  }
  return wrong;
}

/** Of a RuntimeClass; a pod may say the same twice. */
export function tolerationsOnce(scheduling: Fields): Wrong[] {
  return repeated(selectMaps(scheduling, 'tolerations[]'), ({ value }) => JSON.stringify(value)).map(
    ({ path }) => ({
      at: path,
      message: 'is what an earlier one tolerates too',
      allowed: 'each once',
      next: 'remove one of the two',
    }),
  );
}

export function spreadsOverDomains({ minDomains, whenUnsatisfiable }: Fields): Wrong[] {
  if (typeof minDomains !== 'number' || whenUnsatisfiable !== 'ScheduleAnyway') return [];
  return [
    {
      at: ['minDomains'],
      message: `${minDomains} is for whenUnsatisfiable DoNotSchedule alone`,
      allowed: 'none, or whenUnsatisfiable DoNotSchedule',
      next: 'remove minDomains, or set whenUnsatisfiable: DoNotSchedule',
    },
  ];
}

/** Keys whose values are taken from the pod are added to a selector, which must be there. */
export function keysNeedSelector(value: Fields): Wrong[] {
  if (isRecord(value['labelSelector'])) return [];
  return ['matchLabelKeys', 'mismatchLabelKeys']
    .filter((field) => !isEmpty(value[field]))
    .map((field) => ({
      at: [field],
      message: 'needs labelSelector beside it',
      allowed: 'none, or beside labelSelector',
      next: `add labelSelector, or remove ${field}`,
    }));
}

export function labelValuesFit({ operator, values }: Fields): Wrong[] {
  if (operator === 'In' || operator === 'NotIn')
    return isEmpty(values) ? [valuesOf(operator, 'is missing or empty', 'at least one value')] : [];
  if (operator !== 'Exists' && operator !== 'DoesNotExist') return [];
  return isEmpty(values) ? [] : [valuesOf(operator, 'must be left out', 'none')];
}

export function nodeValuesFit(requirement: Fields): Wrong[] {
  const { operator, values } = requirement;
  if (operator !== 'Gt' && operator !== 'Lt') return labelValuesFit(requirement);
  return Array.isArray(values) && values.length === 1
    ? []
    : [valuesOf(operator, 'does not hold one value', 'exactly one value')];
}

/** What a node must have, it could have; of what is only preferred, the API server does not ask it. */
export function nodeLabelsFit(selector: Fields): Wrong[] {
  return selectTexts(selector, 'nodeSelectorTerms[].matchExpressions[].values[]')
    .filter(({ value }) => !labelValue.test(value))
    .map(({ value, path }) => ({
      at: path,
      message: `${quote(value)} is no value of a label`,
      allowed: labelValue.allowed,
    }));
}

function valuesOf(operator: string, fault: string, allowed: string): Wrong {
  return {
    at: ['values'],
    message: `${fault}, with the operator ${operator}`,
    allowed,
    next: 'correct the values, or the operator',
  };
}
