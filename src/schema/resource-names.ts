import { qualifiedName, type Syntax } from './names.ts';

/** Names of what containers ask for and quotas count (`pkg/apis/core/helper` of Kubernetes 1.34). */

/** Kubernetes' own: without a domain, or in one of its domains. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Whether it is a device such as `nvidia.com/gpu`, which is counted in whole numbers; a quota calls it `requests.NAME`. */
export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedName.test(`requests.${name}`);
}

/** Whether containers share what a node has of it; else they can have no more than they request (`IsOvercommitAllowed`). */
export function isShared(name: string): boolean {
  return isNative(name) && !name.startsWith('hugepages-');
}

/** What containers ask for (`validateContainerResourceName`). */
export const containerResource: Syntax = {
  test: (name) =>
    qualifiedName.test(name) &&
    (name.includes('/')
      ? isNative(name) || isExtended(name)
      : /^(?:cpu|memory|ephemeral-storage|hugepages-.*)$/.test(name)),
  allowed: 'cpu, memory, ephemeral-storage, hugepages-SIZE, or a name with a domain such as nvidia.com/gpu',
};
