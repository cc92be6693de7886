import { selectMaps, textOf } from '../../manifest/select.ts';
import type { CheckedObject, Problem } from '../problem.ts';

/** Ports of a Service: named once there are several, and each name once (`pkg/apis/core/validation`, `ValidateService`). */
export function servicePorts({ object }: CheckedObject): Problem[] {
  const ports = selectMaps(object, 'spec.ports[]');
  if (ports.length < 2) return [];
  const seen = new Set<string>();
  return ports.flatMap(({ value, path }): Problem[] => {
    const name = textOf(value, 'name');
    if (name === undefined) {
      const message = 'has no name, though the Service has several ports';
      return [{ severity: 'error', rule: 'unnamed-port', path, message, next: 'name every port' }];
    }
    if (seen.has(name)) {
      const message = `${JSON.stringify(name)} is the name of an earlier port too`;
      return [
        {
          severity: 'error',
          rule: 'duplicate-name',
          path: [...path, 'name'],
          message,
          next: 'rename one of the two',
        },
      ];
    }
    seen.add(name);
    return [];
  });
}
