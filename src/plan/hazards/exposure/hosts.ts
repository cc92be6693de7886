const any = new Set(['any name', '*']);

/**
 * Whether a name, or whatever a pattern stands for, is what another pattern stands for: in Gateways and their routes, `*.`
 * stands for any names before the dot. Istio's Gateways say before a slash who may use a host: all, unless they say.
 */
export function isHostWithin(host: string, wider: string): boolean {
  const [[users, name], [others, pattern]] = [host, wider].map(partsOf) as [Parts, Parts];
  if (others !== '*' && others !== users) return false;
  return (
    any.has(pattern) || name === pattern || (pattern.startsWith('*.') && name.endsWith(pattern.slice(1)))
  );
}

type Parts = readonly [users: string, name: string];

function partsOf(host: string): Parts {
  const at = host.indexOf('/');
  return at === -1 ? ['*', host] : [host.slice(0, at), host.slice(at + 1)];
}

/** The same for an Ingress, where `*.` stands for one name before the dot. */
export function isIngressHostWithin(host: string, wider: string): boolean {
  return (
    any.has(wider) ||
    host === wider ||
    (wider.startsWith('*.') && host.slice(host.indexOf('.')) === wider.slice(1))
  );
}
