/**
 * What calls cost at most, and how large their results are. Source: Kubernetes 1.34, `apiserver/pkg/cel/library/cost.go`
 * (`EstimateCallCost`), and cel-go 0.26, `checker/cost.go` (`functionCost`) and `ext/sets.go`.
 */
import { isExactType, type Type } from '../type.ts';
import { exactly, largest, plus, type Range, scaled, times, unknownRange } from './range.ts';

/** An argument, as far as it is known. */
export interface Operand {
  readonly type: Type;
  readonly size: Range | undefined;
  /** Of an element, if it is a list. */
  readonly elementSize: Range | undefined;
  /** Of a literal. */
  readonly literal: unknown;
}

export interface CallEstimate {
  /** Of the call alone. */
  readonly cost: Range;
  readonly size?: Range;
}

export interface EstimatedCall {
  readonly name: string;
  readonly overloadId: string;
  readonly target: Operand | undefined;
  readonly args: readonly Operand[];
}

type Estimate = (call: EstimatedCall) => CallEstimate | undefined;

const traversal = 0.1;
const regexFactor = 0.25;
const longestFormatRegex = 128;
const largestFormat = 64;
/** Bytes of an address. */
const addressSize: Range = { min: 4, max: 16 };
const one = exactly(1);
const unit: Estimate = () => ({ cost: one });

function sizeOf(operand: Operand | undefined): Range {
  return operand?.size ?? unknownRange;
}

function names(text: string): readonly string[] {
  return text.split(' ');
}

/** Goes through its text, which is the target or the first argument. */
function reading(of: 'argument' | 'target', factor = traversal, keepsSize = false): Estimate {
  return ({ target, args }) => {
    const subject = of === 'target' ? target : args[0];
    if (subject === undefined) return undefined;
    const size = sizeOf(subject);
    return { cost: scaled(size, factor), ...(keepsSize && { size }) };
  };
}

const goThrough: Estimate = ({ target }) => {
  if (target === undefined) return undefined;
  const [element] = target.type.parameters;
  if (element === undefined) return { cost: scaled(sizeOf(target), traversal) };
  const isText = element.kind === 'string' || element.kind === 'bytes';
  const each = isText ? plus(one, scaled(target.elementSize ?? unknownRange, traversal)) : one;
  return { cost: times(sizeOf(target), each) };
};

const replace: Estimate = ({ target, args: [part, substitute] }) => {
  if (target === undefined || part === undefined || substitute === undefined) return undefined;
  const [text, old, fresh] = [target, part, substitute].map(sizeOf) as [Range, Range, Range];
  const longest = replaced(text.max, old.min, fresh.max <= old.min);
  const shortest = replaced(text.min, old.max, old.max <= fresh.min);
  const count = { min: shortest.count, max: longest.count };
  const kept = { min: shortest.kept, max: longest.kept };
  return { cost: scaled(text, 2 * traversal), size: plus(times(count, fresh), kept) };
};

function replaced(text: number, part: number, changesNothing: boolean): { count: number; kept: number } {
  if (part === 0) return { count: text + 1, kept: text };
  if (changesNothing) return { count: 0, kept: text };
  return { count: Math.ceil(text / part), kept: 0 };
}

const split: Estimate = ({ target, args }) => {
  if (target === undefined) return undefined;
  const size = sizeOf(target);
  const most = args[1]?.literal;
  const max = typeof most === 'bigint' ? Number(BigInt.asUintN(64, most)) : size.max;
  return { cost: scaled(size, 2 * traversal), size: { min: 0, max } };
};

const join: Estimate = ({ target, args: [separator] }) => {
  if (target === undefined) return undefined;
  const count = sizeOf(target);
  const hasElements = target.type.parameters.length > 0;
  let size = hasElements ? times(count, target.elementSize ?? unknownRange) : exactly(0);
  if (separator !== undefined) {
    const separators = { min: Math.max(0, count.min - 1), max: Math.max(0, count.max - 1) };
    size = plus(size, times(sizeOf(separator), separators));
  }
  return { cost: scaled(size, traversal), size };
};

function matchingCost(text: Range, pattern: Range): Range {
  return times(scaled(plus(text, one), traversal), scaled(pattern, regexFactor));
}

const find: Estimate = ({ target, args: [pattern] }) => {
  if (target === undefined || pattern === undefined) return undefined;
  const text = sizeOf(target);
  return { cost: matchingCost(text, sizeOf(pattern)), size: { min: 0, max: text.max } };
};

function containing(isCidr: boolean): Estimate {
  return ({ overloadId, args: [other] }) => {
    if (other === undefined) return undefined;
    const compared = scaled(plus(addressSize, addressSize), traversal);
    const masked = isCidr ? plus(plus(compared, scaled(addressSize, traversal)), one) : compared;
    const parsed = overloadId.endsWith('_string') ? scaled(sizeOf(other), traversal) : exactly(0);
    return { cost: plus(masked, parsed) };
  };
}

const equality: Estimate = ({ args: [left, right] }) => {
  if (left === undefined || right === undefined || !isExactType(left.type, right.type)) return undefined;
  const { kind, name } = left.type;
  if (kind === 'opaque' && (name === 'net.IP' || name === 'net.CIDR')) return { cost: one };
  if (kind !== 'struct') return undefined;
  if (name === 'kubernetes.Quantity' || name === 'kubernetes.Semver') return { cost: one };
  if (name === 'kubernetes.NamedFormat') return { cost: scaled({ min: 1, max: largestFormat }, traversal) };
  // Of the right one only: so it is in the source.
  if (name === 'kubernetes.URL') return { cost: scaled({ min: 1, max: right.size?.max ?? 1 }, traversal) };
  return undefined;
};

/** By function, before those of overloads. */
const byName = new Map<string, Estimate>([
  ...names('isSorted sum max min indexOf lastIndexOf').map((name) => [name, goThrough] as const),
  ['url', reading('argument', traversal, true)],
  ...names('lowerAscii upperAscii substring trim').map(
    (name) => [name, reading('target', traversal, true)] as const,
  ),
  ['replace', replace],
  ['split', split],
  ['join', join],
  ['find', find],
  ['findAll', find],
  ...names('cidr isIP isCIDR quantity isQuantity semver isSemver').map(
    (name) => [name, reading('argument')] as const,
  ),
  ['ip', (call) => (call.overloadId === 'cidr_ip' ? { cost: one } : reading('argument')(call))],
  ['ip.isCanonical', reading('argument', 2 * traversal)],
  ['containsIP', containing(false)],
  ['containsCIDR', containing(true)],
  [
    'validate',
    ({ args: [text] }) =>
      text && { cost: scaled(scaled(sizeOf(text), traversal), longestFormatRegex * regexFactor) },
  ],
  ...names(
    'masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast',
  ).map((name) => [name, unit] as const),
  ...names('format.named sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan compareTo').map(
    (name) => [name, unit] as const,
  ),
  ...names('add sub major minor patch getScheme getHostname getHost getPort getEscapedPath getQuery').map(
    (name) => [name, unit] as const,
  ),
  ['_==_', equality],
]);

function ofSets(factor: number): Estimate {
  return ({ args: [a, b] }) => a && b && { cost: plus(scaled(times(sizeOf(a), sizeOf(b)), factor), one) };
}

const comparison: Estimate = ({ args }) => {
  const max = Math.min(...args.map((arg) => sizeOf(arg).max));
  return { cost: scaled({ min: Math.min(max, 1), max }, traversal) };
};

const byOverload = new Map<string, Estimate>([
  ['list_sets_contains_list', ofSets(1)],
  ['list_sets_intersects_list', ofSets(1)],
  ['list_sets_equivalent_list', ofSets(2)],
  ['string_format', reading('target')],
  [
    'string_to_bytes',
    ({ args: [text] }) => {
      const { min, max } = sizeOf(text);
      return { cost: scaled(sizeOf(text), traversal), size: { min, max: max * 4 } };
    },
  ],
  [
    'bytes_to_string',
    ({ args: [text] }) => {
      const { min, max } = sizeOf(text);
      return { cost: scaled(sizeOf(text), traversal), size: { min: Math.floor(min / 4), max } };
    },
  ],
  [
    'strings_quote',
    ({ args: [text] }) => {
      const { min, max } = sizeOf(text);
      // Of the largest integer, twice and two more is nothing.
      const most = max === largest ? 0 : 2 * max + 2;
      return { cost: scaled(sizeOf(text), traversal), size: { min: min + 2, max: most } };
    },
  ],
  ['starts_with_string', reading('argument')],
  ['ends_with_string', reading('argument')],
  ['in_list', ({ args }) => ({ cost: sizeOf(args[1]) })],
  [
    'matches_string',
    ({ target, args: [pattern] }) => target && { cost: matchingCost(sizeOf(target), sizeOf(pattern)) },
  ],
  [
    'contains_string',
    ({ target, args: [part] }) =>
      target && { cost: times(scaled(sizeOf(target), traversal), scaled(sizeOf(part), traversal)) },
  ],
  ...['less', 'greater', 'less_equals', 'greater_equals'].flatMap((order) => [
    [`${order}_string`, comparison] as const,
    [`${order}_bytes`, comparison] as const,
  ]),
  ['equals', comparison],
  ['not_equals', comparison],
  ...['add_string', 'add_bytes', 'add_list'].map(
    (id) =>
      [
        id,
        ({ args: [a, b] }: EstimatedCall) => {
          const size = plus(sizeOf(a), sizeOf(b));
          return { cost: id === 'add_list' ? one : scaled(size, traversal), size };
        },
      ] as const,
  ),
]);

/** What one overload of a function costs, beyond its arguments: a unit where nothing else is said. */
export function estimateCall(call: EstimatedCall): CallEstimate {
  return byName.get(call.name)?.(call) ?? byOverload.get(call.overloadId)?.(call) ?? { cost: one };
}
