import type { Hazard, Reviewed } from '../hazard.ts';
import { type ProxyRoute, proxies } from './proxy-routes.ts';

/** Who looked at what comes to a proxy of its own kind, and does so no more. What is routed otherwise is told as such. */
export function proxyGuardCuts({ type, before, after }: Reviewed): Hazard[] {
  const routesOf = proxies.get(type)?.routesOf;
  if (routesOf === undefined || before === undefined || after === undefined) return [];
  const placeOf = ({ host, prefix, conditions }: ProxyRoute): string =>
    [host + prefix, ...conditions].join(' ');
  const now = Map.groupBy(routesOf(after), placeOf);
  return routesOf(before).flatMap((was) =>
    (now.get(placeOf(was)) ?? []).flatMap(({ guards, path }): Hazard[] => {
      const lost = was.guards.filter((guard) => !guards.includes(guard));
      if (lost.length === 0) return [];
      const message = `no longer has ${lost.join(', ')} look at what comes to ${placeOf(was)}`;
      return [{ severity: 'warning', rule: 'protection-cut', message, path }];
    }),
  );
}
