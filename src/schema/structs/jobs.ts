import { isRecord } from '../../manifest/object.ts';
import { fieldsOf, selectMaps, selectTexts } from '../../manifest/select.ts';
import { type Fields, isEmpty, isSet, type Wrong } from './struct.ts';

/** Jobs (`pkg/apis/batch/validation`, `validateJobSpec`), alone and in CronJobs. */

/** Fields that are for Jobs whose pods have numbers. */
export function numbersItsPods(spec: Fields): Wrong[] {
  if (spec['completionMode'] === 'Indexed') return [];
  return ['backoffLimitPerIndex', 'successPolicy']
    .filter((field) => isSet(spec[field]))
    .map((field) => ({
      at: [field],
      message: 'is for completionMode Indexed alone',
      allowed: 'none, or completionMode Indexed',
      next: `set completionMode: Indexed, or remove ${field}`,
    }));
}

export function failedIndexesAreCounted(spec: Fields): Wrong[] {
  const { backoffLimitPerIndex, maxFailedIndexes, completions } = spec;
  if (typeof maxFailedIndexes !== 'number') return [];
  const at = ['maxFailedIndexes'];
  if (!isSet(backoffLimitPerIndex))
    return [
      {
        at,
        message: 'needs backoffLimitPerIndex, which says when an index has failed',
        allowed: 'beside backoffLimitPerIndex alone',
        next: 'add backoffLimitPerIndex, or remove maxFailedIndexes',
      },
    ];
  if (typeof completions !== 'number' || maxFailedIndexes <= completions) return [];
  const message = `${maxFailedIndexes} is more than completions, which is ${completions}`;
  return [{ at, message, allowed: `at most ${completions}` }];
}

/** A pod that is restarted in place has not failed: no policy would see it. */
export function failuresAreSeen({ podFailurePolicy, podReplacementPolicy, template }: Fields): Wrong[] {
  if (!isRecord(podFailurePolicy)) return [];
  const { restartPolicy } = fieldsOf(template, 'spec');
  const wrong: Wrong[] = [];
  if (restartPolicy === 'OnFailure')
    wrong.push({
      at: ['template', 'spec', 'restartPolicy'],
      message: 'OnFailure cannot go with podFailurePolicy',
      allowed: 'Never',
      next: 'set restartPolicy: Never, or remove podFailurePolicy',
    });
  if (podReplacementPolicy === 'TerminatingOrFailed')
    wrong.push({
      at: ['podReplacementPolicy'],
      message: 'TerminatingOrFailed cannot go with podFailurePolicy',
      allowed: 'Failed, or none',
      next: 'remove podReplacementPolicy',
    });
  return wrong;
}

export function failuresNameContainers({
  podFailurePolicy,
  template,
  backoffLimitPerIndex,
}: Fields): Wrong[] {
  const names = ['containers', 'initContainers'].flatMap((list) =>
    selectTexts(template, `spec.${list}[].name`).map(({ value }) => value),
  );
  return selectMaps(podFailurePolicy, 'rules[]', ['podFailurePolicy']).flatMap(({ value, path }): Wrong[] => {
    const name = fieldsOf(value, 'onExitCodes')['containerName'];
    const wrong: Wrong[] = [];
    if (typeof name === 'string' && !names.includes(name))
      wrong.push({
        at: [...path, 'onExitCodes', 'containerName'],
        message: `${JSON.stringify(name)} is no container of the pod`,
        allowed: names.join(', ') || 'none: the template names no containers',
      });
    if (value['action'] === 'FailIndex' && !isSet(backoffLimitPerIndex))
      wrong.push({
        at: [...path, 'action'],
        message: 'FailIndex needs backoffLimitPerIndex',
        allowed: 'Count, FailJob, Ignore',
        next: 'add backoffLimitPerIndex, or choose another action',
      });
    return wrong;
  });
}

export function ruleHasOneReason({ onExitCodes, onPodConditions }: Fields): Wrong[] {
  const hasConditions = !isEmpty(onPodConditions);
  if (isRecord(onExitCodes) !== hasConditions) return [];
  return [
    {
      at: [hasConditions ? 'onPodConditions' : 'onExitCodes'],
      message: hasConditions ? 'cannot be set beside onExitCodes' : 'is missing, and so is onPodConditions',
      allowed: 'exactly one of onExitCodes, onPodConditions',
      next: hasConditions ? 'make two rules of it' : 'say which failures the rule is about',
    },
  ];
}

export function exitCodesAreFailures({ operator, values }: Fields): Wrong[] {
  if (!Array.isArray(values)) return [];
  const codes = values.filter((value) => typeof value === 'number');
  const wrong: Wrong[] = [];
  if (operator === 'In' && codes.includes(0))
    wrong.push({
      at: ['values', values.indexOf(0)],
      message: '0 is success, and no failure',
      allowed: 'exit codes other than 0, with the operator In',
      next: 'remove it',
    });
  if (codes.some((code, index) => index > 0 && code < (codes[index - 1] ?? code)))
    wrong.push({ at: ['values'], message: 'are not in order', allowed: 'from the smallest to the largest' });
  return wrong;
}

export function successIsCounted({ successPolicy, completions }: Fields): Wrong[] {
  return selectMaps(successPolicy, 'rules[]', ['successPolicy']).flatMap(({ value, path }): Wrong[] => {
    const { succeededCount, succeededIndexes } = value;
    if (!isSet(succeededCount) && !isSet(succeededIndexes))
      return [
        {
          at: [...path, 'succeededCount'],
          message: 'is missing, and so is succeededIndexes',
          allowed: 'one of the two, or both',
        },
      ];
    if (typeof succeededCount !== 'number' || typeof completions !== 'number') return [];
    if (succeededCount <= completions) return [];
    const message = `${succeededCount} is more than completions, which is ${completions}`;
    return [{ at: [...path, 'succeededCount'], message, allowed: `at most ${completions}` }];
  });
}

/** The API server makes the selector, unless it is told not to. */
export function selectorIsMade({ selector, manualSelector }: Fields): Wrong[] {
  if (manualSelector === true) {
    const lacking = { at: ['selector'], message: 'is missing, with manualSelector: true' };
    return isRecord(selector) ? [] : [{ ...lacking, allowed: 'labels of the pod template' }];
  }
  if (!isRecord(selector)) return [];
  if (isEmpty(selector['matchLabels']) && isEmpty(selector['matchExpressions'])) return [];
  return [
    {
      at: ['selector'],
      message: 'is made by the API server',
      allowed: 'none, or one beside manualSelector: true',
      next: 'remove it',
    },
  ];
}
