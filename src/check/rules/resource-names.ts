const qualified =
  /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?(?:[A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

/** `IsQualifiedName` of `apimachinery/pkg/util/validation`. */
export function isQualified(name: string): boolean {
  return qualified.test(name);
}

/** What containers ask for: of the node, or of a device with a domain (`validateContainerResourceName`). */
export function isContainerResource(name: string): boolean {
  if (!isQualified(name)) return false;
  return name.includes('/')
    ? name.includes('kubernetes.io/') || !name.startsWith('requests.')
    : /^(?:cpu|memory|ephemeral-storage|hugepages-.*)$/.test(name);
}
