import type { KubernetesObject } from '../../../manifest/object.ts';
import { rememberingEach } from '../../../manifest/remember.ts';
import { fieldsOf, selectTexts } from '../../../manifest/select.ts';
import type { ObjectsByType } from '../../by-type.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { routeFinders } from './routes.ts';
import { serviceOf, subsetKey, subsetsIn } from './subsets.ts';

/** Subsets of a Service that the mesh no longer knows: what is still routed to them is answered with 503. */
export function lostSubsets({ type, before, after, leavers, newcomers }: Reviewed): Hazard[] {
  if (type !== 'networking.istio.io/DestinationRule' || before === undefined || after === undefined)
    return [];
  const gone = [...namesIn(before).difference(namesIn(after))];
  if (gone.length === 0) return [];
  const service = serviceOf(fieldsOf(before, 'spec'), before?.metadata.namespace);
  const known = subsetsIn(newcomers.objects);
  const forsaken = routedSubsets(leavers.formerly).difference(routedSubsets(newcomers.objects));
  const lost = gone.filter((name) => {
    const key = subsetKey(service, name);
    return !known.has(key) && !forsaken.has(key);
  });
  if (lost.length === 0) return [];
  const message = `no longer knows the subset ${lost.join(', ')}: what is still routed there fails`;
  return [{ severity: 'warning', rule: 'deletion', message, path: ['spec', 'subsets'] }];
}

function namesIn(rule: KubernetesObject | undefined): ReadonlySet<string> {
  return new Set(selectTexts(rule, 'spec.subsets[].name').map(({ value }) => value));
}

/** Where VirtualServices among some objects send traffic, or copies of it. All objects of a change ask the same. */
const routedSubsets = rememberingEach((objects: ObjectsByType): ReadonlySet<string> => {
  const type = 'networking.istio.io/VirtualService';
  const routes = (objects.get(type) ?? []).flatMap((service) => routeFinders.get(type)?.(service) ?? []);
  const destinations = routes.flatMap(({ takers, copies }) => [...takers.map(({ to }) => to), ...copies]);
  return new Set(destinations.map(({ id, subset }) => subsetKey(id, subset)));
});
