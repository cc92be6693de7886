import type { Pods } from '../../kubernetes/pods.ts';
import { textOf } from '../../manifest/select.ts';
import { leadsOut } from '../../schema/structs/volumes.ts';
import type { Problem } from '../../schema/verdict.ts';
import { invalid } from './problems.ts';

/** Annotations that the API server reads of a pod (`ValidatePodSpecificAnnotations`). */

const appArmor = 'container.apparmor.security.beta.kubernetes.io/';
const seccomp = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

export function podAnnotations({ annotations, labelsPath, containers }: Pods): Problem[] {
  const names = containers.flatMap(({ value }) => textOf(value, 'name') ?? []);
  return Object.entries(annotations).flatMap(([key, value]): Problem[] => {
    if (typeof value !== 'string') return [];
    const path = [...labelsPath.slice(0, -1), 'annotations', key];
    if (key === deletionCost)
      return isCost(value)
        ? []
        : [invalid(path, `${JSON.stringify(value)} is no cost`, 'a whole number of 32 bits, such as -100')];
    if (key === seccomp || key.startsWith(seccompOfContainer))
      return isSeccompProfile(value)
        ? []
        : [
            invalid(
              path,
              `${JSON.stringify(value)} is no profile`,
              'runtime/default, unconfined, localhost/FILE',
            ),
          ];
    if (!key.startsWith(appArmor)) return [];
    const container = key.slice(appArmor.length);
    return [
      ...(names.includes(container)
        ? []
        : [
            invalid(
              path,
              `${JSON.stringify(container)} is no container of the pod`,
              names.join(', ') || 'none',
            ),
          ]),
      ...(/^(?:|runtime\/default|unconfined|localhost\/.*)$/s.test(value)
        ? []
        : [
            invalid(
              path,
              `${JSON.stringify(value)} is no profile`,
              'runtime/default, unconfined, localhost/NAME',
            ),
          ]),
    ];
  });
}

/** `GetDeletionCostFromPodAnnotations` */
function isCost(text: string): boolean {
  const cost = Number(text);
  return /^(?:0|-\d+|[1-9]\d*)$/.test(text) && cost >= -(2 ** 31) && cost < 2 ** 31;
}

/** `ValidateSeccompProfile` */
function isSeccompProfile(text: string): boolean {
  if (['docker/default', 'runtime/default', 'unconfined'].includes(text)) return true;
  const [, file] = /^localhost\/(.*)$/s.exec(text) ?? [];
  return file !== undefined && !leadsOut(file);
}
