const typesOf = (...kinds: readonly string[]): string[] =>
  kinds.map((kind) => `gateway.networking.k8s.io/${kind}`);

/** Routes of the Gateway API that go by the names in `hostnames`: any, if there are none. */
export const routesByName: readonly string[] = typesOf('GRPCRoute', 'HTTPRoute', 'TLSRoute');

/** All that a Gateway, or what else `parentRefs` names, takes traffic for. */
export const gatewayRoutes: readonly string[] = [...routesByName, ...typesOf('TCPRoute', 'UDPRoute')];
