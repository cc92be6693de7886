import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';
import { isSameDestination } from './destinations.ts';
import { isPartWithin, type Part } from './parts.ts';
import { percentOf, type Route, routeFinders } from './routes.ts';

/** What becomes of a part of the traffic, in words before and after it: `sends`, `nowhere`. */
interface Told {
  readonly severity: Hazard['severity'];
  readonly head: string;
  readonly part: Part;
  readonly tail: string;
  readonly path: Path;
}

/** Routes that send what they take elsewhere at once, that send copies of it, or that fail it on purpose. */
export function trafficChanges(reviewed: Reviewed): Hazard[] {
  const { type, change, before, after } = reviewed;
  const find = routeFinders.get(type);
  if (find === undefined || after === undefined || change.kind === 'renamed') return [];
  const [old, now] = [before, after].map((object) => (object === undefined ? [] : find(object))) as [
    readonly Route[],
    readonly Route[],
  ];
  const copied = old.flatMap(({ copies }) => copies);
  return merged([
    ...partsIn(old).flatMap((part) => {
      const [was, is] = [old, now].map((routes) => takerOf(routes, part));
      return was === undefined || is === undefined ? [] : movesOf(part, was, is, reviewed);
    }),
    ...partsIn(now).flatMap((part): Told[] => {
      const [was, is] = [old, now].map((routes) => takerOf(routes, part));
      if (is === undefined) return [];
      const { copies, path } = is;
      return [
        ...copies
          .filter((copy) => !copied.some((each) => isSameDestination(each, copy, reviewed)))
          .map((copy) => warning('sends a copy of', part, `to ${copy.name}`, path)),
        ...faultsOf(part, was, is),
      ];
    }),
  ]);
}

/** Each once. */
function partsIn(routes: readonly Route[]): Part[] {
  return [...new Map(routes.map(({ part }) => [part.text, part])).values()];
}

/** The first that takes all of a part. */
function takerOf(routes: readonly Route[], part: Part): Route | undefined {
  return routes.find((route) => isPartWithin(part, route.part));
}

function warning(head: string, part: Part, tail: string, path: Path): Told {
  return { severity: 'warning', head, part, tail, path };
}

/** The same of several parts is told once: of all that comes, where that is one of them. */
function merged(told: readonly Told[]): Hazard[] {
  const alike = Map.groupBy(told, ({ severity, head, tail }) => `${severity} ${head} ${tail}`);
  return [...alike.values()].flatMap((group): Hazard[] => {
    const [first] = group;
    if (first === undefined) return [];
    const texts = group.map(({ part }) => part.text);
    const traffic = texts.includes('') ? 'its traffic' : `its traffic for ${texts.join(', ')}`;
    const message = `${first.head} ${traffic} ${first.tail}`;
    return [{ severity: first.severity, rule: 'traffic-change', message, path: first.path }];
  });
}

/** What took the most of it takes none: a new version that takes more step by step is none of this. */
function movesOf(part: Part, before: Route, after: Route, reviewed: Reviewed): Told[] {
  const all = before.takers.reduce((sum, { weight }) => sum + weight, 0);
  const from = before.takers.find(({ weight }) => weight > all / 2)?.to;
  const takers = after.takers.filter(({ weight }) => weight > 0).map(({ to }) => to);
  if (from === undefined || takers.some((to) => isSameDestination(from, to, reviewed))) return [];
  const none = `and none to ${from.name} any more`;
  if (takers.length === 0)
    return [{ ...warning('sends', part, `nowhere, ${none}: it fails`, after.path), severity: 'error' }];
  const isOutage =
    part.text === '' && from.isFailure !== true && takers.every(({ isFailure }) => isFailure === true);
  const tail = `to ${takers.map(({ name }) => name).join(', ')}, ${none}`;
  return [{ ...warning('sends', part, tail, after.path), severity: isOutage ? 'error' : 'warning' }];
}

interface Fault {
  readonly percent: number;
  /** What is done to them: a status to answer with, or a time to hold them back. */
  readonly what: string;
}

/** Istio 1.27, `pilot/pkg/networking/core/route/route.go`, `TranslateFault`: without a percentage, nothing happens. */
function faultsOf(part: Part, before: Route | undefined, after: Route): Told[] {
  return (['abort', 'delay'] as const).flatMap((kind): Told[] => {
    const [was, is] = [before, after].map((route) => faultOf(fieldsOf(route?.rule, 'fault', kind))) as [
      Fault,
      Fault,
    ];
    if (is.percent === 0 || (was.what === is.what && was.percent >= is.percent)) return [];
    const [does, how] = kind === 'abort' ? ['answers', 'with'] : ['holds back', 'for'];
    const tail = `${how} ${is.what}, on purpose (fault)`;
    const isOutage = kind === 'abort' && is.percent >= 100 && part.text === '';
    return [
      {
        ...warning(`${does} ${is.percent} % of`, part, tail, after.path),
        severity: isOutage ? 'error' : 'warning',
      },
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
