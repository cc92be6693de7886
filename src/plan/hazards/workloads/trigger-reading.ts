import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { qualifiedName } from '../../leavers.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';
import { type Measure, triggersOf } from './triggers.ts';

/** Triggers of KEDA that are asked with other rights, or whose answers, or want of answers, mean something else. */
export function triggerReadings(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  if (!/^keda\.sh\/Scaled(?:Job|Object)$/.test(type) || before === undefined || after === undefined)
    return [];
  const [old, now] = [before, after].map((object) =>
    triggersOf(object).filter(({ isStart }) => !isStart),
  ) as [Measure[], Measure[]];
  const [had, has] = [before, after].map((object) => fieldsOf(object, 'spec', 'fallback'));
  const { failureThreshold: waited, behavior: usual = 'static' } = had ?? {};
  const { failureThreshold: waits, behavior = 'static' } = has ?? {};
  const isLater = numberOf(waits) > numberOf(waited);
  const isOther = waited !== undefined && waits !== undefined && usual !== behavior;
  return [
    ...old.flatMap((was) => {
      const is = partnerOf(was, now);
      return is === undefined ? [] : [...otherRights(reviewed, was, is), ...otherMeaning(was, is)];
    }),
    ...(isLater ? [`goes by its fallback after ${shown(waits)} failures, not after ${shown(waited)}`] : []),
    ...(isOther
      ? [`its fallback is ${shown(behavior)}, no longer ${shown(usual)}, while its triggers cannot be read`]
      : []),
  ].map((message) => ({ severity: 'warning', rule: 'scaling-bounds', message, path: ['spec'] }));
}

/** The one that measures the same, or else the only one of its type. */
function partnerOf({ name, of }: Measure, measures: readonly Measure[]): Measure | undefined {
  const named = measures.filter((each) => each.name === name);
  const same = named.filter((each) => each.of === of);
  return same.length === 1 ? same[0] : named.length === 1 ? named[0] : undefined;
}

function otherRights({ before, after, leavers }: Reviewed, was: Measure, is: Measure): string[] {
  const [old, now] = [was.authentication, is.authentication];
  if (old === undefined) return [];
  if (now === undefined)
    return [`${was.name} is asked without credentials, no longer with those of ${old.name}`];
  const [from, to] = [
    qualifiedName(before?.metadata.namespace, old.name),
    qualifiedName(after?.metadata.namespace, now.name),
  ];
  if (old.type === now.type && (old.name === now.name || leavers.areSame(old.type, from, to))) return [];
  const textOf = ({ type, name }: typeof old): string => `${type.replace('keda.sh/', '')} ${name}`;
  return [`${was.name} is asked with the rights of ${textOf(now)}, no longer of ${textOf(old)}`];
}

function otherMeaning(was: Measure, is: Measure): string[] {
  return was.metricType === is.metricType
    ? []
    : [
        `the amount of ${was.name} means something else: metricType goes from ${was.metricType} to ${is.metricType}`,
      ];
}
