import { isRecord } from '../../../manifest/object.ts';
import { type Fields, selectMaps } from '../../../manifest/select.ts';
import { conditionsOf, everywhere, isPathWithin, placeOf, type RoutedPath } from './routed-paths.ts';

/** A part of the traffic that comes to an object. */
export interface Part {
  /** For messages, the same before and after: empty where it is all that comes. */
  readonly text: string;
  readonly place: RoutedPath;
  /** What must hold too, one text each: of patterns of paths, only the same is known to be within another one. */
  readonly conditions: ReadonlySet<string>;
}

/**
 * The parts that a rule takes: one for each of its matches, all without any.
 *
 * @param protocol what Istio keeps apart: `http`, `tls` or `tcp`
 */
export function partsOf(matches: unknown, protocol?: string): Part[] {
  const found = selectMaps({ matches }, 'matches[]');
  return (found.length === 0 ? [{}] : found.map(({ value }) => value)).map((match) =>
    partOf(match, protocol),
  );
}

function partOf({ name: _name, ...match }: Fields, protocol: string | undefined): Part {
  const place = placeOf(match);
  const asked = place.isPattern ? match : conditionsOf(match);
  const conditions = Object.entries(asked)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([field, value]) => `${field}: ${sortedText(value)}`);
  const isEverywhere = place.isPattern || (place.prefix === '/' && !place.isExact);
  const matchText =
    conditions.length > 0 ? sortedText(isEverywhere ? asked : match) : isEverywhere ? '' : placeText(place);
  return {
    text: protocol === undefined || protocol === 'http' ? matchText : `${protocol} ${matchText}`.trimEnd(),
    place: place.isPattern ? everywhere : place,
    conditions: new Set(protocol === undefined ? conditions : [protocol, ...conditions]),
  };
}

export function placeText({ prefix, isExact }: RoutedPath, host = ''): string {
  return `${isExact ? 'exactly ' : ''}${host}${prefix}`;
}

/** In the order of their names, without fields that say nothing. */
function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    isRecord(each)
      ? Object.fromEntries(
          Object.keys(each)
            .filter((field) => each[field] !== null)
            .sort()
            .map((field) => [field, each[field]]),
        )
      : each,
  );
}

/** Whether all of one part is in the other. */
export function isPartWithin(one: Part, wider: Part): boolean {
  return wider.conditions.isSubsetOf(one.conditions) && isPathWithin(one.place, wider.place);
}

/** Gateway API 1.4, `apis/v1/httproute_types.go`, `matches`: an exact path, then the longest, then who asks for more. */
export function byPrecedence(one: Part, other: Part): number {
  return (
    Number(other.place.isExact) - Number(one.place.isExact) ||
    other.place.prefix.length - one.place.prefix.length ||
    other.conditions.size - one.conditions.size
  );
}
