import { fieldsOf, selectMaps } from '../../manifest/select.ts';
import { type Fields, isEmpty, type Wrong } from './struct.ts';

/**
 * What a pod cannot have while it is made, or because of how it ends (`ValidatePodCreate`, `ValidatePodTemplateSpec`,
 * `validateResizePolicy`).
 */

/** A debugger is added to a pod that runs. */
export function hasNoDebuggersYet({ ephemeralContainers }: Fields): Wrong[] {
  if (isEmpty(ephemeralContainers)) return [];
  return [
    {
      at: ['ephemeralContainers'],
      message: 'cannot be there when a pod is made',
      allowed: 'none',
      next: 'remove them; kubectl debug adds them to a pod that runs',
    },
  ];
}

export function waitsForNode({ spec }: Fields): Wrong[] {
  const { nodeName, schedulingGates } = fieldsOf(spec);
  if (isEmpty(nodeName) || isEmpty(schedulingGates)) return [];
  return [
    {
      at: ['spec', 'nodeName'],
      message: 'cannot be set beside schedulingGates, which keep the pod from every node',
      allowed: 'one of nodeName, schedulingGates',
      next: 'remove one of the two',
    },
  ];
}

/** A container that is never started again is not resized by being started again. */
export function resizesWithoutRestart(spec: Fields): Wrong[] {
  if (spec['restartPolicy'] !== 'Never') return [];
  return ['containers', 'initContainers'].flatMap((list) =>
    selectMaps(spec, `${list}[].resizePolicy[]`)
      .filter(({ value }) => value['restartPolicy'] === 'RestartContainer')
      .map(({ path }) => ({
        at: [...path, 'restartPolicy'],
        message: 'RestartContainer does not go with restartPolicy Never of the pod',
        allowed: 'NotRequired, with restartPolicy Never',
      })),
  );
}
