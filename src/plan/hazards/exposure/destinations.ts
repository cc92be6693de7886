import { isDeepStrictEqual } from 'node:util';
import { typeOf } from '../../../manifest/object.ts';
import { type Fields, textOf } from '../../../manifest/select.ts';
import { qualifiedName } from '../../leavers.ts';
import type { Reviewed } from '../hazard.ts';
import { hostOf, serviceOf, subsetKey, subsetsIn } from './subsets.ts';

/** Where traffic goes. */
export interface Destination {
  /** For messages. */
  readonly name: string;
  /** The kind of object that it is: `Service`. None of an answer that a route gives itself. */
  readonly type?: string;
  /** `namespace/name`, or what else tells it from others. */
  readonly id: string;
  /** Of the pods of a Service, those that a DestinationRule calls so. */
  readonly subset?: string | undefined;
  /** An error, on purpose. */
  readonly isFailure?: boolean;
}

/** What a route says itself, such as a redirection. */
export function answer(name: string, isFailure = false): Destination {
  return { name, id: name, isFailure };
}

/** A reference to an object as the Gateway API writes it: a Service of the own namespace, unless it says otherwise. */
export function referenced(reference: Fields, namespace: string | undefined): Destination {
  const [kind = 'Service', home = namespace, name = ''] = ['kind', 'namespace', 'name'].map((field) =>
    textOf(reference, field),
  );
  const text = home === namespace ? name : qualifiedName(home, name);
  return {
    name: kind === 'Service' ? text : `the ${kind} ${text}`,
    type: typeOf(textOf(reference, 'group') ?? '', kind),
    id: qualifiedName(home, name),
  };
}

/** A destination of Istio: short names are those of Services in the own namespace. */
export function hosted(destination: Fields, namespace: string | undefined): Destination {
  const host = hostOf(destination);
  const subset = textOf(destination, 'subset');
  const own = `.${namespace ?? ''}`;
  const name = host.endsWith(own) ? host.slice(0, -own.length) : host;
  return {
    name: subset === undefined ? name : `${name} (subset ${subset})`,
    type: 'Service',
    id: serviceOf(destination, namespace),
    subset,
  };
}

/** Whether all goes where it went: by the same name, or what goes by another name from now on. */
export function isSameDestination(
  was: Destination,
  is: Destination,
  { leavers, newcomers }: Pick<Reviewed, 'leavers' | 'newcomers'>,
): boolean {
  if (was.type !== is.type || !leavers.areSame(was.type ?? '', was.id, is.id)) return false;
  if (was.subset === is.subset) return true;
  const labels = subsetsIn(leavers.formerly).get(subsetKey(was.id, was.subset));
  const now = subsetsIn(newcomers.objects).get(subsetKey(is.id, is.subset));
  return labels !== undefined && isDeepStrictEqual(labels, now);
}
