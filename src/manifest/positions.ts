import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Path } from './path.ts';
import { rememberingEach } from './remember.ts';

/**
 * Positions in YAML, read from js-yaml's event stream: a flat list in which every map, list and document ends with a
 * `POP`. Nothing here runs before a finding needs a position.
 */

export type PathEnd = 'key' | 'value';

/** Offset of the value (or its key) at `path` in one document; of the nearest ancestor that exists, otherwise. */
export function offsetOf(
  source: string,
  events: readonly Event[],
  document: number,
  path: Path,
  end: PathEnd,
): number {
  let node = documentRoot(events, document);
  let offset = offsetOfNode(events[node]) ?? 0;
  for (const [depth, segment] of path.entries()) {
    const child = childOf(source, events, node, segment);
    if (child === undefined) return offset;
    const keyWanted = end === 'key' && depth === path.length - 1;
    offset = (keyWanted ? child.keyOffset : (offsetOfNode(events[child.node]) ?? child.keyOffset)) ?? offset;
    node = child.node;
  }
  return offset;
}

/** Offset of the value of each document. */
export function rootOffsets(events: readonly Event[]): number[] {
  const offsets: number[] = [];
  for (const [index, event] of events.entries())
    if (event.type === EVENT_ID.DOCUMENT) offsets.push(offsetOfNode(events[index + 1]) ?? 0);
  return offsets;
}

export interface MapKey {
  readonly offset: number;
  /** Empty for a complex key. */
  readonly text: string;
  /** Unquoted keys (`plain`) can be read as a number or a boolean; `complex` ones are a map, a list or an alias. */
  readonly style: 'plain' | 'quoted' | 'complex';
  /** Its text occurs earlier in the same map. */
  readonly repeated: boolean;
}

export interface PlainScalar {
  readonly offset: number;
  readonly text: string;
}

/** Every scalar without quotes, in the order of the text. */
export function plainScalarsOf(source: string, events: readonly Event[]): PlainScalar[] {
  return events.flatMap((event) =>
    event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN
      ? [{ offset: offsetOfNode(event) ?? 0, text: getScalarValue(source, event) }]
      : [],
  );
}

/** Every key of every map, in the order of the text. */
export function keysOf(source: string, events: readonly Event[]): MapKey[] {
  const keys: MapKey[] = [];
  for (let index = 0; index < events.length; index += 1) {
    if (events[index]?.type !== EVENT_ID.MAPPING) continue;
    const seen = new Set<string>();
    for (const { keyNode } of pairsOf(events, index)) {
      const key = events[keyNode];
      const offset = offsetOfNode(key) ?? 0;
      if (key?.type !== EVENT_ID.SCALAR) {
        keys.push({ offset, text: '', style: 'complex', repeated: false });
        continue;
      }
      const text = getScalarValue(source, key);
      const style = key.style === SCALAR_STYLE.PLAIN ? 'plain' : 'quoted';
      keys.push({ offset, text, style, repeated: seen.has(text) });
      seen.add(text);
    }
  }
  return keys.sort((a, b) => a.offset - b.offset);
}

export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** Both count from 1; a column counts UTF-16 units, as editors do. */
export function lineAndColumn(source: string, offset: number): LineAndColumn {
  return lineAndColumnAmong(lineStartsOf(source), offset);
}

/** The offsets that lines start at, for who asks for many positions in one text. */
export function lineStartsOf(source: string): readonly number[] {
  const starts = [0];
  for (let next = source.indexOf('\n'); next !== -1; next = source.indexOf('\n', next + 1))
    starts.push(next + 1);
  return starts;
}

export function lineAndColumnAmong(lineStarts: readonly number[], offset: number): LineAndColumn {
  let [line, beyond] = [0, lineStarts.length];
  while (beyond - line > 1) {
    const middle = (line + beyond) >>> 1;
    if ((lineStarts[middle] ?? 0) <= offset) line = middle;
    else beyond = middle;
  }
  return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}

function documentRoot(events: readonly Event[], document: number): number {
  let seen = -1;
  for (const [index, event] of events.entries()) {
    if (event.type !== EVENT_ID.DOCUMENT) continue;
    seen += 1;
    if (seen === document) return index + 1;
  }
  return 0;
}

function childOf(source: string, events: readonly Event[], node: number, segment: string | number) {
  const event = events[node];
  if (event?.type === EVENT_ID.MAPPING) {
    for (const { keyNode, valueNode } of pairsOf(events, node)) {
      const key = events[keyNode];
      if (key?.type === EVENT_ID.SCALAR && getScalarValue(source, key) === String(segment)) {
        return { node: valueNode, keyOffset: offsetOfNode(key) };
      }
    }
  }
  if (event?.type === EVENT_ID.SEQUENCE) {
    let item = node + 1;
    for (let index = 0; events[item]?.type !== EVENT_ID.POP; index += 1) {
      if (index === segment) return { node: item, keyOffset: offsetOfNode(events[item]) };
      item = afterNode(events, item);
    }
  }
  return undefined;
}

function* pairsOf(
  events: readonly Event[],
  mapping: number,
): Generator<{ keyNode: number; valueNode: number }> {
  let keyNode = mapping + 1;
  while (events[keyNode] !== undefined && events[keyNode]?.type !== EVENT_ID.POP) {
    const valueNode = afterNode(events, keyNode);
    yield { keyNode, valueNode };
    keyNode = afterNode(events, valueNode);
  }
}

/** The index behind the node that starts at `index`. */
function afterNode(events: readonly Event[], index: number): number {
  return ends(events)[index] ?? events.length;
}

/** The indexes behind all nodes: to look for each of thousands of items among those before it would take minutes. */
const ends = rememberingEach((events: readonly Event[]): Uint32Array => {
  const behind = Uint32Array.from(events, (_, index) => index + 1);
  const open: number[] = [];
  for (const [index, { type }] of events.entries()) {
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) open.push(index);
    const start = type === EVENT_ID.POP ? open.pop() : undefined;
    if (start !== undefined) behind[start] = index + 1;
  }
  for (const start of open) behind[start] = events.length;
  return behind;
});

/** `undefined` where nothing is written (`key:`), or only on the lines below (a block scalar): the key says more. */
function offsetOfNode(event: Event | undefined): number | undefined {
  switch (event?.type) {
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.SCALAR: {
      const block = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
      if (event.valueStart < 0 || block) return undefined;
      return event.style === SCALAR_STYLE.PLAIN ? event.valueStart : event.valueStart - 1;
    }
    default:
      return undefined;
  }
}
