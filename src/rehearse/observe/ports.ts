import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
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
  readonly targetPort: string;
  readonly seconds: number;
  /** It was so when the move ended. */
  readonly lasts: boolean;
}

const sliceKind = 'EndpointSlice.discovery.k8s.io';

/** EndpointSlices follow pods within a moment; shorter than that says nothing. */
const followsWithinSeconds = 2;

/**
 * Named target ports are looked up in each pod: where it has none of that name, the pod is not behind the port, and this is
 * what EndpointSlices say.
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

function keyOfPort({ service, port }: Port): string {
  return `${keyOf(service)} ${port}`;
}

function portsWithoutPods(world: World): Port[] {
  return ofKind(world.values(), 'Service').flatMap((service) => {
    const { selector } = fieldsOf(service.object, 'spec');
    if (selector === undefined || servingPods(world.values(), [service]).length === 0) return [];
    const served = servedPorts(world, service);
    return selectMaps(service.object, 'spec.ports[]')
      .filter(({ value }) => !served.has(textOf(value, 'name') ?? ''))
      .map(({ value: { name, port, targetPort } }) => ({
        service,
        port: String(name ?? port),
        targetPort: String(targetPort ?? port),
      }));
  });
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
