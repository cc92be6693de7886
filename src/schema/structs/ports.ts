import { fieldsOf, type Selected, selectMaps, textOf } from '../../manifest/select.ts';
import { repeated } from '../repeated.ts';
import type { Fields, Wrong } from './struct.ts';

/** In the network of the node, a container's port is the node's. */
export function hostPortsAreTheirOwn(spec: Fields): Wrong[] {
  if (spec['hostNetwork'] !== true) return [];
  return selectMaps(spec, 'containers[].ports[]').flatMap(({ value: { hostPort, containerPort }, path }) => {
    // What is no number, the schema tells.
    if (typeof hostPort !== 'number' || typeof containerPort !== 'number') return [];
    if (hostPort === 0 || hostPort === containerPort) return [];
    return [
      {
        at: [...path, 'hostPort'],
        message: `${hostPort} is not containerPort, which is ${containerPort}, in the network of the node`,
        allowed: `${containerPort}, or none`,
        next: 'remove hostPort, or hostNetwork',
      },
    ];
  });
}

/** A port of the node is for one container (`checkHostPortConflicts`). Init containers run one after another. */
export function hostPortsOnce(spec: Fields): Wrong[] {
  return takenTwice(spec, 'hostPort', ({ hostPort }) => hostPort);
}

/** In the network of the node, a port that names no `hostPort` has one all the same; but not yet in a template. */
export function nodePortsOnce({ spec: given }: Fields): Wrong[] {
  const spec = fieldsOf(given);
  if (spec['hostNetwork'] !== true) return [];
  const told = hostPortsOnce(spec).map(({ at }) => String(at.slice(0, -1)));
  return takenTwice(spec, 'containerPort', ({ hostPort, containerPort }) => hostPort || containerPort)
    .filter(({ at }) => !told.includes(String(at.slice(0, -1))))
    .map((wrong) => ({ ...wrong, at: ['spec', ...wrong.at] }));
}

function takenTwice(spec: Fields, field: string, portOf: (port: Fields) => unknown): Wrong[] {
  const ofInit = selectMaps(spec, 'initContainers[]').map(({ value, path }) =>
    selectMaps(value, 'ports[]', path),
  );
  const keyOf = ({ value }: Selected<Fields>) => addressOf(value, portOf(value));
  return [selectMaps(spec, 'containers[].ports[]'), ...ofInit].flatMap((ports) =>
    repeated(ports, keyOf).map((port) => ({
      at: [...port.path, field],
      message: `${keyOf(port)} is the ${field} of an earlier port too`,
      allowed: 'each port of the node once',
      next: `give one of the two another number${field === 'hostPort' ? ', or none' : ''}`,
    })),
  );
}

/** What a container takes of the network of its node, as `80/TCP 10.9.8.7`. */
function addressOf(value: Fields, port: unknown): string | undefined {
  if (typeof port !== 'number' || port === 0) return undefined;
  return `${port}/${textOf(value, 'protocol') ?? 'TCP'} ${textOf(value, 'hostIP') ?? ''}`.trimEnd();
}
