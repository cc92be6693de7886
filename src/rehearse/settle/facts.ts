import { oneLine } from '../../cluster/one-line.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps } from '../../manifest/select.ts';
import { isServing } from '../pods.ts';
import type { ApplicationState } from '../stage.ts';
import { kindOf, nameOf, type Seen } from '../timeline.ts';

/**
 * What there is of states: whatever was not there before in a move is a movement. Retries, and Applications that take an
 * object from each other, come back to the same states again and again. How far a sync has come is a fact of its own, and
 * together with nothing else: which combinations a look finds is chance, and another attempt would show other ones.
 */
export function factsIn(states: readonly ApplicationState[], world: readonly Seen[]): string[] {
  const applications = states.map(({ name, sync, health }) => `${name} ${sync} ${health}`);
  return [...applications, ...world.flatMap(({ object }) => factsOf(object))];
}

function factsOf(object: KubernetesObject): string[] {
  const status = fieldsOf(object, 'status');
  switch (kindOf(object)) {
    case 'Application.argoproj.io': {
      const { phase, message, syncResult } = fieldsOf(status, 'operationState');
      const { revision } = fieldsOf(syncResult);
      const applied = selectMaps(syncResult, 'resources[]');
      return [
        [nameOf(object), phase, oneLine(message)].join(' '),
        // As many as there are now came after as many as there were.
        ...applied.map((_, index) => [nameOf(object), revision, index].join(' ')),
      ];
    }
    case 'HorizontalPodAutoscaler.autoscaling':
      return [[nameOf(object), status['currentReplicas'], status['desiredReplicas']].join(' ')];
    case 'Pod':
      return [[nameOf(object), isServing(object), fieldsOf(object, 'spec')['nodeName']].join(' ')];
    case 'Rollout.argoproj.io':
      return [[nameOf(object), status['phase'], status['currentStepIndex'], status['message']].join(' ')];
    default:
      return [];
  }
}
