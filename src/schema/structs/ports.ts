import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import type { Fields, Wrong } from './struct.ts';

/** In the network of the node, a container's port is the node's. */
export function hostPortsAreTheirOwn(spec: Fields): Wrong[] {
  if (spec['hostNetwork'] !== true) return [];
  return selectMaps(spec, 'containers[].ports[]')
    .filter(({ value: { hostPort, containerPort } }) => hostPort !== containerPort && (hostPort ?? 0) !== 0)
    .map(({ value: { hostPort, containerPort }, path }) => ({
      at: [...path, 'hostPort'],
      message: `${String(hostPort)} is not containerPort, which is ${String(containerPort)}, in the network of the node`,
      allowed: `${String(containerPort)}, or none`,
      next: 'remove hostPort, or hostNetwork',
    }));
}

/** A port of the node is for one container (`checkHostPortConflicts`). Init containers run one after another. */
export function hostPortsOnce(spec: Fields): Wrong[] {
  return repeated(spec, 'hostPort', ({ hostPort }) => hostPort);
}

/** In the network of the node, a port that names no `hostPort` has one all the same; but not yet in a template. */
export function nodePortsOnce({ spec: given }: Fields): Wrong[] {
  const spec = fieldsOf(given);
  if (spec['hostNetwork'] !== true) return [];
  const told = hostPortsOnce(spec).map(({ at }) => String(at.slice(0, -1)));
  return repeated(spec, 'containerPort', ({ hostPort, containerPort }) => hostPort || containerPort)
    .filter(({ at }) => !told.includes(String(at.slice(0, -1))))
    .map((wrong) => ({ ...wrong, at: ['spec', ...wrong.at] }));
}

function repeated(spec: Fields, field: string, portOf: (port: Fields) => unknown): Wrong[] {
  const ofInit = selectMaps(spec, 'initContainers[]').map(({ value, path }) =>
    selectMaps(value, 'ports[]', path),
  );
  return [selectMaps(spec, 'containers[].ports[]'), ...ofInit].flatMap((ports) => {
    const seen = new Set<string>();
    return ports.flatMap(({ value, path }) => {
      const port = portOf(value);
      if (typeof port !== 'number' || port === 0) return [];
      const each = `${port}/${textOf(value, 'protocol') ?? 'TCP'} ${textOf(value, 'hostIP') ?? ''}`.trimEnd();
      if (!seen.has(each)) {
        seen.add(each);
        return [];
      }
      return [
        {
          at: [...path, field],
          message: `${each} is the ${field} of an earlier port too`,
          allowed: 'each port of the node once',
          next: `give one of the two another number${field === 'hostPort' ? ', or none' : ''}`,
        },
      ];
    });
  });
}
