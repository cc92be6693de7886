/** Ports of a protocol, or the one that pods call by a name. */
export interface Ports {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
  readonly name?: string;
}

/** What policies of networks know ports of. */
export const protocols = ['TCP', 'UDP', 'SCTP'] as const;

export function allPorts(protocol: string): Ports {
  return { protocol, first: 1, last: 65_535 };
}

/** Whether others have all of them, be it between them. Pods may call any port by a name. */
export function arePortsWithin(one: Ports, others: readonly Ports[]): boolean {
  const { protocol, name } = one;
  const alike = others.filter((other) => other.protocol === protocol);
  if (name !== undefined && alike.some((other) => other.name === name)) return true;
  const { first, last } = name === undefined ? one : allPorts(protocol);
  let reached = first;
  for (const other of alike.filter((each) => each.name === undefined).sort((a, b) => a.first - b.first))
    if (other.first <= reached) reached = Math.max(reached, other.last + 1);
  return reached > last;
}
