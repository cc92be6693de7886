import type { Pods } from '../../kubernetes/pods.ts';
import { type Fields, type Selected, textOf } from '../../manifest/select.ts';

/** A container, and what it was before. */
export interface ContainerPair {
  readonly was: Fields;
  readonly is: Selected<Fields>;
}

/**
 * Containers that go on: by their names, or, where one goes and one comes, by another one. These are the same if a pod has
 * no other, or if they run the same image: beside others, or before them, one thing may take the place of another.
 *
 * @param before `undefined` where there were no pods
 */
export function containerPairs(before: Pods | undefined, after: Pods | undefined): ContainerPair[] {
  const [old, now] = [before?.containers ?? [], after?.containers ?? []];
  const known = byName(old);
  const renamed = renamedAmong(old, now);
  return now.flatMap((is) => {
    const was = known.get(nameOf(is)) ?? renamed.get(is);
    return was === undefined ? [] : [{ was: was.value, is }];
  });
}

type Container = Selected<Fields>;

function nameOf({ value }: Container): string | undefined {
  return textOf(value, 'name');
}

function byName(containers: readonly Container[]): ReadonlyMap<string | undefined, Container> {
  return new Map(containers.map((each) => [nameOf(each), each]));
}

/** By the new one. */
function renamedAmong(
  old: readonly Container[],
  now: readonly Container[],
): ReadonlyMap<Container, Container> {
  const [was, is] = [old, now].map((all) => Map.groupBy(all, listOf));
  const [had, has] = [old, now].map(byName);
  return new Map(
    [...(is ?? [])].flatMap(([list, containers]): [Container, Container][] => {
      const others = was?.get(list) ?? [];
      const [came, ...more] = containers.filter((each) => had?.has(nameOf(each)) === false);
      const [went, ...rest] = others.filter((each) => has?.has(nameOf(each)) === false);
      if (came === undefined || went === undefined || more.length + rest.length > 0) return [];
      const isOnly = list === 'containers' && containers.length === 1 && others.length === 1;
      return isOnly || programOf(came) === programOf(went) ? [[came, went]] : [];
    }),
  );
}

function listOf({ path }: Container): string {
  return String(path.at(-2));
}

/** `shop` of `registry.example.com:5000/team/shop:v1@sha256:…`. */
function programOf({ value }: Container): string {
  const [image = ''] = (textOf(value, 'image') ?? '').split('@');
  return (image.split('/').at(-1) ?? '').replace(/:.*$/, '');
}
