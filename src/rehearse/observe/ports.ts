import type { KubernetesObject } from '../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import { servingPods } from '../pods.ts';
import {
  byNamespace,
  keyOf,
  kindOf,
  ofKind,
  replay,
  type Seen,
  type Timeline,
  type World,
} from '../timeline.ts';

/** A port of a Service that led to no Ready pod, though there were some behind the Service. */
export interface UnservedPort {
  readonly service: Seen;
  readonly port: string;
  /** A name, or a number. */
  readonly targetPort: string | number;
  readonly seconds: number;
  /** It was so when the move ended. */
  readonly lasts: boolean;
}

const sliceKind = 'EndpointSlice.discovery.k8s.io';

/** EndpointSlices follow pods within a moment; shorter than that says nothing. */
const followsWithinSeconds = 2;

/** Istio's sidecars listen on these, and no pod of a lab has one. */
const sidecarPorts = { from: 15_000, to: 15_099 };

/**
 * Named target ports are looked up in each pod: where it has none of that name, the pod is not behind the port, and this is
 * what EndpointSlices say. Numbers they tell as the Service has them, whatever the pods have: so where all that serve declare
 * ports, and none this one, nobody listens.
 *
 * Source: getEndpointPorts in staging/src/k8s.io/endpointslice/utils.go of Kubernetes 1.34
 *
 * @param seconds when the move ended
 */
export function unservedPorts(timeline: Timeline, seconds: number): UnservedPort[] {
  return byNamespace(timeline).flatMap((own) => unservedPortsIn(own, seconds));
}

function unservedPortsIn(timeline: Timeline, seconds: number): UnservedPort[] {
  const open = new Map<string, { readonly port: Port; readonly begin: number }>();
  const found: UnservedPort[] = [];
  const first: World = new Map(timeline.before.map((seen) => [keyOf(seen), seen]));
  const known = new Set(portsWithoutPods(first).map(keyOfPort));
  const close = (key: string, at: number, lasts: boolean): void => {
    const unserved = open.get(key);
    open.delete(key);
    if (unserved !== undefined) found.push({ ...unserved.port, seconds: at - unserved.begin, lasts });
  };
  const look = (world: World, at: number): void => {
    const now = new Map(portsWithoutPods(world).map((port) => [keyOfPort(port), port]));
    // Once it has led to pods, it is judged.
    for (const key of known) if (!now.has(key)) known.delete(key);
    for (const key of open.keys()) if (!now.has(key)) close(key, at, false);
    for (const [key, port] of now) if (!open.has(key) && !known.has(key)) open.set(key, { port, begin: at });
  };
  const last = replay(timeline, (world, at, moment) => {
    if (moment !== undefined && kindOf(moment.object) === sliceKind) look(world, at);
  });
  look(last, seconds);
  for (const key of open.keys()) close(key, seconds, true);
  return found.filter((port) => port.lasts || port.seconds >= followsWithinSeconds);
}

type Port = Pick<UnservedPort, 'service' | 'port' | 'targetPort'>;

/** A number stays the same port, whatever its name. */
function keyOfPort({ service, port, targetPort }: Port): string {
  return `${keyOf(service)} ${typeof targetPort === 'number' ? targetPort : port}`;
}

function portsWithoutPods(world: World): Port[] {
  return ofKind(world.values(), 'Service').flatMap((service) => {
    const { selector } = fieldsOf(service.object, 'spec');
    // Of one that is deleted the slices go first, and it waits for that.
    const isOnItsWayOut = service.object.metadata['deletionTimestamp'] !== undefined;
    const pods = selector === undefined || isOnItsWayOut ? [] : servingPods(world.values(), [service]);
    if (pods.length === 0) return [];
    const served = servedPorts(world, service);
    return selectMaps(service.object, 'spec.ports[]')
      .filter(
        ({ value }) => !served.has(textOf(value, 'name') ?? '') || isUndeclared(value, service.object, pods),
      )
      .map(({ value }) => ({
        service,
        port: String(value['name'] ?? value['port']),
        targetPort: targetOf(value),
      }));
  });
}

/** The API server sets `targetPort` to `port` where it is not given. */
function targetOf({ port, targetPort }: Fields): string | number {
  const target = targetPort ?? port;
  return typeof target === 'number' ? target : String(target);
}

/** Whether a port is led to by number, and all pods declare others. Of headless Services clients choose the port themselves. */
function isUndeclared(servicePort: Fields, service: KubernetesObject, pods: readonly Seen[]): boolean {
  const target = targetOf(servicePort);
  if (typeof target !== 'number' || fieldsOf(service, 'spec')['clusterIP'] === 'None') return false;
  if (target >= sidecarPorts.from && target <= sidecarPorts.to) return false;
  const { protocol = 'TCP' } = servicePort;
  return pods.every(({ object }) => {
    // What a container listens on that declares no port, nobody knows.
    if (lastingContainers(object).some((each) => selectMaps(each, 'ports[]').length === 0)) return false;
    const declared = portsOf(object).filter((port) => (port['protocol'] ?? 'TCP') === protocol);
    return declared.length > 0 && declared.every(({ containerPort }) => containerPort !== target);
  });
}

/** Also of init containers that go on beside the others. */
function lastingContainers(pod: KubernetesObject): Fields[] {
  const lasting = selectMaps(pod, 'spec.initContainers[]').filter(
    ({ value }) => value['restartPolicy'] === 'Always',
  );
  return [...selectMaps(pod, 'spec.containers[]'), ...lasting].map(({ value }) => value);
}

function portsOf(pod: KubernetesObject): Fields[] {
  return lastingContainers(pod).flatMap((each) => selectMaps(each, 'ports[]').map(({ value }) => value));
}

/** Names of the ports that lead to a Ready pod. */
function servedPorts(world: World, { cluster, object }: Seen): Set<string> {
  const slices = ofKind(world.values(), sliceKind).filter(
    (slice) =>
      slice.cluster === cluster &&
      slice.object.metadata.namespace === object.metadata.namespace &&
      slice.object.metadata.labels?.['kubernetes.io/service-name'] === object.metadata.name &&
      selectMaps(slice.object, 'endpoints[]').some(
        ({ value }) => fieldsOf(value, 'conditions')['ready'] !== false,
      ),
  );
  const ports = slices.flatMap((slice) => selectMaps(slice.object, 'ports[]'));
  return new Set(ports.map(({ value }) => textOf(value, 'name') ?? ''));
}
