import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Leavers } from '../../leavers.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';
import { percentOf, type Route, routeFinders } from './routes.ts';

/** Routes that send what they take elsewhere at once, that send copies of it, or that fail it on purpose. */
export function trafficChanges({ type, change, before, after, leavers }: Reviewed): Hazard[] {
  const find = routeFinders.get(type);
  if (find === undefined || after === undefined || change.kind === 'renamed') return [];
  const [old, now] = [before, after].map((object) => (object === undefined ? [] : find(object))) as [
    readonly Route[],
    readonly Route[],
  ];
  const known = firstOf(old);
  const copied = new Set(old.flatMap(({ copies }) => copies));
  return [...firstOf(now).values()].flatMap((route) => {
    const was = known.get(route.part);
    return [
      ...(was === undefined ? [] : movesOf(was, route, leavers)),
      ...route.copies
        .filter((copy) => !copied.has(copy))
        .map((copy) => warning(`sends a copy of ${traffic(route)} to ${copy}`, route.path)),
      ...faultsOf(was, route),
    ];
  });
}

function firstOf(routes: readonly Route[]): ReadonlyMap<string, Route> {
  return new Map(routes.toReversed().map((route) => [route.part, route]));
}

function warning(message: string, path: Path): Hazard {
  return { severity: 'warning', rule: 'traffic-change', message, path };
}

function traffic({ part }: Route): string {
  return part === '' ? 'its traffic' : `its traffic for ${part}`;
}

/** What took the most of it takes none: a new version that takes more step by step is none of this. */
function movesOf(before: Route, after: Route, leavers: Leavers): Hazard[] {
  const all = sum(before);
  const [from] = [...before.weights].find(([, weight]) => weight > all / 2) ?? [];
  const takers = [...after.weights].filter(([, weight]) => weight > 0).map(([name]) => name);
  if (from === undefined || takers.some((name) => leavers.areSame('Service', from, name))) return [];
  if (takers.length > 0)
    return [
      warning(`sends ${traffic(after)} to ${takers.join(', ')}, and none to ${from} any more`, after.path),
    ];
  const message = `sends ${traffic(after)} nowhere, and none to ${from} any more: it fails`;
  return [{ ...warning(message, after.path), severity: 'error' }];
}

function sum({ weights }: Route): number {
  return [...weights.values()].reduce((all, each) => all + each, 0);
}

interface Fault {
  readonly percent: number;
  /** What is done to them: a status to answer with, or a time to hold them back. */
  readonly what: string;
}

/** Istio 1.27, `pilot/pkg/networking/core/route/route.go`, `TranslateFault`: without a percentage, nothing happens. */
function faultsOf(before: Route | undefined, after: Route): Hazard[] {
  return (['abort', 'delay'] as const).flatMap((kind): Hazard[] => {
    const [was, is] = [before, after].map((route) => faultOf(fieldsOf(route?.rule, 'fault', kind))) as [
      Fault,
      Fault,
    ];
    if (is.percent === 0 || (was.what === is.what && was.percent >= is.percent)) return [];
    const part = `${is.percent} % of ${traffic(after)}`;
    const does = kind === 'abort' ? `answers ${part} with ${is.what}` : `holds back ${part} for ${is.what}`;
    const isOutage = kind === 'abort' && is.percent >= 100 && after.part === '';
    return [
      { ...warning(`${does}, on purpose (fault)`, after.path), severity: isOutage ? 'error' : 'warning' },
    ];
  });
}

function faultOf(fault: Fields): Fault {
  const { httpStatus, grpcStatus, http2Error, fixedDelay, exponentialDelay } = fault;
  return {
    percent: numberOf(percentOf(fault, 'percentage') ?? fault['percent'] ?? 0) || 0,
    what: shown(httpStatus ?? grpcStatus ?? http2Error ?? fixedDelay ?? exponentialDelay),
  };
}
