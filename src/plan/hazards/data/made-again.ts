import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { holders } from './holders.ts';
import { madeBy, makersIn } from './lost-keys.ts';

interface Maker {
  readonly object: KubernetesObject;
  readonly keysOf: (object: KubernetesObject) => ReadonlySet<string> | undefined;
}

/** What comes or changes and makes a ConfigMap or Secret that leaves git, by the same name. */
export function makersOfGone({ type, change, before, newcomers }: Reviewed): readonly Maker[] {
  if (change.kind !== 'removed' || !/^(?:ConfigMap|Secret)$/.test(type)) return [];
  const { namespace, name } = before?.metadata ?? {};
  return makersIn(newcomers.objects).get(madeBy(type, namespace, name)) ?? [];
}

/** ConfigMaps and Secrets that are deleted where git has them no more, and that controllers make again. */
export function madeAgain(reviewed: Reviewed): Hazard[] {
  const { type, before } = reviewed;
  const makers = makersOfGone(reviewed);
  if (makers.length === 0 || before === undefined) return [];
  const keys = makers.map(({ object, keysOf }) => keysOf(object));
  const had = holders.get(type)?.keysOf(before) ?? new Set();
  const lost = keys.includes(undefined)
    ? []
    : [...had].filter((key) => !keys.some((each) => each?.has(key) === true));
  const who = makers.map(({ object }) => `${object.kind} ${object.metadata.name}`).join(' and ');
  return [
    {
      severity: 'warning',
      rule: 'recreation',
      message: `is deleted, as git has it no more, and made again by ${who}: what reads it in between fails`,
    },
    ...(lost.length === 0
      ? []
      : [
          {
            severity: 'warning' as const,
            rule: 'deletion',
            message: `the ${type} ${before.metadata.name} no longer has ${lost.join(', ')}: what still reads it fails`,
          },
        ]),
  ];
}
