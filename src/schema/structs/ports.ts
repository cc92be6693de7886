import { selectMaps, textOf } from '../../manifest/select.ts';
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
  const ofInit = selectMaps(spec, 'initContainers[]').map(({ value, path }) =>
    selectMaps(value, 'ports[]', path),
  );
  return [selectMaps(spec, 'containers[].ports[]'), ...ofInit].flatMap((ports) => {
    const seen = new Set<string>();
    return ports.flatMap(({ value, path }) => {
      const { hostPort } = value;
      if (typeof hostPort !== 'number' || hostPort === 0) return [];
      const each =
        `${hostPort}/${textOf(value, 'protocol') ?? 'TCP'} ${textOf(value, 'hostIP') ?? ''}`.trimEnd();
      if (!seen.has(each)) {
        seen.add(each);
        return [];
      }
      return [
        {
          at: [...path, 'hostPort'],
          message: `${each} is the hostPort of an earlier port too`,
          allowed: 'each port of the node once',
          next: 'give one of the two another number, or none',
        },
      ];
    });
  });
}
