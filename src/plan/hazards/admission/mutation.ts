import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, textOf } from '../../../manifest/select.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { added, beyond, told } from './admission.ts';
import { type Scope, scopeFinders } from './scope.ts';

const group = 'admissionregistration.k8s.io';
const policies = `${group}/MutatingAdmissionPolicy`;
const finders: Readonly<Record<string, (reviewed: Reviewed, after: KubernetesObject) => readonly string[]>> =
  {
    [`${group}/MutatingWebhookConfiguration`]: ofWebhooks,
    [policies]: ofPolicy,
    [`${policies}Binding`]: ofBinding,
  };

const effect = 'what runs is not only what git says';

/** What newly changes objects on their way into the cluster, or changes more of them, or otherwise. */
export function mutations(reviewed: Reviewed): Hazard[] {
  const { type, after } = reviewed;
  if (after === undefined) return [];
  const messages = finders[type]?.(reviewed, after) ?? [];
  return messages.map((message) => ({ severity: 'warning', rule: 'mutation', message }));
}

/** One that comes from another object, or by another name, changes what it did. */
function ofWebhooks({ type, leavers, newcomers }: Reviewed, after: KubernetesObject): string[] {
  const [known = [], all = []] = [leavers.formerly, newcomers.objects].map((objects) =>
    (objects.get(type) ?? []).flatMap((object) => scopesOf(type, object)),
  );
  const names = new Set(all.map(([name]) => name));
  const gone = known.filter(([name]) => !names.has(name));
  return scopesOf(type, after).flatMap(([name, now]) => {
    const was = known.find(([other]) => other === name) ?? gone.find(([, scope]) => isSame(scope, now));
    return moreOf(was?.[1], now).map((text) => `${name}${text}`);
  });
}

function ofPolicy({ type, before }: Reviewed, after: KubernetesObject): string[] {
  const [was, is] = [before, after].map((each) => (each === undefined ? [] : scopesOf(type, each)));
  const more = (is ?? []).flatMap(([, now]) => moreOf(was?.[0]?.[1], now));
  const isOther = before !== undefined && !isDeepStrictEqual(changesBy(before), changesBy(after));
  return isOther ? [...more, `changes objects otherwise than it did: ${effect}`] : more;
}

function changesBy(policy: KubernetesObject): unknown[] {
  return ['mutations', 'variables'].map((list) => select(policy, `spec.${list}[]`).map(({ value }) => value));
}

/** A policy that comes or changes is told of itself. */
function ofBinding({ type, before, newcomers }: Reviewed, after: KubernetesObject): string[] {
  const [was, is = ''] = [before, after].map((each) => textOf(fieldsOf(each, 'spec'), 'policyName'));
  if (before !== undefined && was === is) {
    const [[, old] = [], [, now] = []] = [before, after].map((each) => scopesOf(type, each)[0]) as Named[];
    return old === undefined || now === undefined ? [] : moreOf(old, now);
  }
  const isTold = newcomers.objects.get(policies)?.some(({ metadata }) => metadata.name === is) === true;
  return isTold ? [] : [`lets the policy ${is} change objects before they are stored: ${effect}`];
}

type Named = readonly [name: string, scope: Scope];

function scopesOf(type: string, object: KubernetesObject): Named[] {
  return [...(scopeFinders[type]?.(object) ?? [])];
}

function isSame(one: Scope, other: Scope): boolean {
  return (
    beyond(one.asked, other.asked).length === 0 &&
    beyond(other.asked, one.asked).length === 0 &&
    isDeepStrictEqual([one.excluded, one.requirements], [other.excluded, other.requirements])
  );
}

function moreOf(was: Scope | undefined, now: Scope): string[] {
  const changed = told('newly changes', beyond(now.asked, was?.asked ?? []));
  const [shut = [], open = []] =
    was === undefined ? [] : [beyond(was.excluded, now.excluded), added(now, was)];
  const looked = [...told('no longer leaves out', shut), ...told('no longer looks only at', open)];
  return [
    ...changed.map((text) => `${text} before they are stored: ${effect}`),
    ...looked.map((text) => `${text} before it changes objects: ${effect}`),
  ];
}
