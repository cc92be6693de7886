import { type Fields, fillNil, fillZero, isNil, mapAt, mapsIn } from './fields.ts';

/** Source: Kubernetes 1.34, `pkg/apis/core/v1/defaults.go`. Requests of the pod as a whole are left to `undecided.ts`. */
export function setPodDefaults(pod: Fields): void {
  const spec = mapAt(pod, 'spec');
  const containers = [...mapsIn(spec, 'containers'), ...mapsIn(spec, 'initContainers')];
  for (const container of containers) setRequests(container);
  fillNil(spec, 'enableServiceLinks', true);
  if (spec['hostNetwork'] !== true) return;
  for (const container of containers) {
    for (const port of mapsIn(container, 'ports')) fillZero(port, 'hostPort', port['containerPort']);
  }
}

/** What has a limit and no request, requests its limit. In pods only, not in templates of pods. */
function setRequests(container: Fields): void {
  if (isNil(container['resources'])) return;
  const resources = container['resources'] as Fields;
  if (isNil(resources['limits'])) return;
  const requests = mapAt(resources, 'requests');
  for (const [key, value] of Object.entries(resources['limits'] as Fields)) requests[key] ??= value;
}
