import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf } from '../../manifest/select.ts';
import { notOver100Percent } from '../fields/shapes.ts';
import { type Fields, isEmpty, isSet, type Wrong } from './struct.ts';

export function selectsSomething({ selector }: Fields): Wrong[] {
  if (!isRecord(selector) || !isEmpty(selector['matchLabels']) || !isEmpty(selector['matchExpressions']))
    return [];
  return [
    {
      at: ['selector'],
      message: 'selects every pod',
      allowed: 'a selector with matchLabels or matchExpressions',
      next: 'select the labels of the pod template',
    },
  ];
}

/** Defaults of a Deployment, in seconds. */
const progressDeadline = 600;

export function progressTakesLongerThanReadiness(spec: Fields): Wrong[] {
  const deadline = spec['progressDeadlineSeconds'] ?? progressDeadline;
  const ready = spec['minReadySeconds'] ?? 0;
  if (typeof deadline !== 'number' || typeof ready !== 'number' || deadline > ready || deadline < 0)
    return [];
  const byDefault = 'progressDeadlineSeconds' in spec ? '' : ' (the default)';
  return [
    {
      at: [byDefault === '' ? 'progressDeadlineSeconds' : 'minReadySeconds'],
      message: `progressDeadlineSeconds ${deadline}${byDefault} is not more than minReadySeconds, which is ${ready}`,
      allowed: `progressDeadlineSeconds of at least ${ready + 1}`,
    },
  ];
}

export function onlyForRollingUpdates({ type, rollingUpdate }: Fields): Wrong[] {
  if ((type !== 'Recreate' && type !== 'OnDelete') || !isRecord(rollingUpdate)) return [];
  return [
    {
      at: ['rollingUpdate'],
      message: `cannot be set where type is ${type}`,
      allowed: 'none, or type RollingUpdate',
      next: 'remove rollingUpdate, or correct the type',
    },
  ];
}

/** What is absent is 25 %. */
export function surgeOrUnavailable({ maxSurge, maxUnavailable }: Fields): Wrong[] {
  return isZero(maxSurge) && isZero(maxUnavailable) ? [neitherSurgeNorUnavailable([])] : [];
}

function neitherSurgeNorUnavailable(path: Path): Wrong {
  return {
    at: [...path, 'maxUnavailable'],
    message: 'maxUnavailable and maxSurge are both 0: no pod could ever be replaced',
    allowed: 'at least 1, or 1%, of one of the two',
  };
}

const share = new RegExp(notOver100Percent.pattern);

/** Of a DaemonSet, an absent `maxUnavailable` is 1, an absent `maxSurge` 0. `OnDelete` looks at neither. */
export function oneOfSurgeAndUnavailable({ type, rollingUpdate }: Fields): Wrong[] {
  if (type === 'OnDelete' || !isRecord(rollingUpdate)) return [];
  const { maxSurge = 0, maxUnavailable = 1 } = rollingUpdate;
  const odd = Object.entries({ maxSurge, maxUnavailable }).filter(([, value]) => !isCount(value));
  if (odd.length > 0) {
    return odd.map(([name, value]) => ({
      at: ['rollingUpdate', name],
      message: `${JSON.stringify(value)} is no number of nodes`,
      allowed: notOver100Percent['x-plumb-allowed'],
    }));
  }
  if (isZero(maxSurge) && isZero(maxUnavailable)) return [neitherSurgeNorUnavailable(['rollingUpdate'])];
  if (isZero(maxSurge) || isZero(maxUnavailable)) return [];
  const byDefault = 'maxUnavailable' in rollingUpdate ? '' : ' by default';
  return [
    {
      at: ['rollingUpdate', 'maxSurge'],
      message: `${JSON.stringify(maxSurge)} goes only with maxUnavailable 0, and that is ${JSON.stringify(maxUnavailable)}${byDefault}`,
      allowed: 'one of the two above 0',
      next: 'set maxUnavailable: 0, or remove maxSurge',
    },
  ];
}

/** What is neither number nor text, the schema tells. */
function isCount(value: unknown): boolean {
  if (typeof value === 'string') return share.test(value);
  return typeof value !== 'number' || value >= 0;
}

function isZero(value: unknown): boolean {
  return value === 0 || (typeof value === 'string' && /^0+%$/.test(value));
}

/** Pods that are made again whenever they end are given no end (`ValidatePodTemplateSpecForReplicaSet` and its likes). */
export function neverEnds({ template }: Fields): Wrong[] {
  if (!isSet(fieldsOf(template, 'spec')['activeDeadlineSeconds'])) return [];
  return [
    {
      at: ['template', 'spec', 'activeDeadlineSeconds'],
      message: 'is for pods that end, and these are made again',
      allowed: 'none; a Job may have it',
      next: 'remove it',
    },
  ];
}
