import {
  binaryTag,
  boolYaml11Tag,
  CORE_SCHEMA,
  FAILSAFE_SCHEMA,
  floatYaml11Tag,
  intYaml11Tag,
  mergeTag,
  NOT_RESOLVED,
  nullYaml11Tag,
  Schema,
} from 'js-yaml';

/**
 * How unquoted scalars are read. Hand-written files are YAML 1.2. Manifests are what kubectl, Argo CD and the API
 * server's clients make of them: sigs.k8s.io/yaml, whose scalars are those of go-yaml v2 (`resolve.go`): YAML 1.1's
 * booleans (`yes`, `on`, `y`), `0777` in octal, `1_000`; but no base 60, and dates stay strings.
 */

const firstCharacters = '+-0123456789.'.split('');

const goIntegerTag = {
  ...intYaml11Tag,
  implicitFirstChars: firstCharacters,
  resolve: (source: string) => goInteger(source) ?? NOT_RESOLVED,
};

const goFloatTag = {
  ...floatYaml11Tag,
  implicitFirstChars: firstCharacters,
  resolve: (source: string) => goFloat(source) ?? NOT_RESOLVED,
};

/** go-yaml decodes `!!binary` to a string, where YAML libraries elsewhere give bytes. */
const goBinaryTag = {
  ...binaryTag,
  resolve: (source: string) => Buffer.from(source, 'base64').toString('utf8'),
};

/** YAML 1.2, for hand-written files. */
export const sourceSchema: Schema = CORE_SCHEMA;

export const manifestSchema: Schema = new Schema([
  ...FAILSAFE_SCHEMA.tags,
  nullYaml11Tag,
  boolYaml11Tag,
  goIntegerTag,
  goFloatTag,
  mergeTag,
  goBinaryTag,
]);

/** Every scalar as it is written, so that what is read alike can still be told apart. */
export const writtenSchema: Schema = new Schema([...FAILSAFE_SCHEMA.tags, mergeTag]);

/** Would a reader of manifests take this unquoted text for a number? */
export function readsAsNumber(source: string): boolean {
  return goInteger(source) !== undefined || goFloat(source) !== undefined;
}

/** Whether an unquoted text is an integer that Go holds exactly, and a JavaScript number does not. */
export function isInexactInteger(source: string): boolean {
  const exact = exactInteger(source);
  return exact !== undefined && BigInt(Number(exact)) !== exact;
}

function goInteger(source: string): number | undefined {
  const exact = exactInteger(source);
  return exact === undefined ? undefined : Number(exact);
}

/** Go's `strconv.ParseInt(text, 0, 64)` and `ParseUint`, after go-yaml has dropped the underscores. */
function exactInteger(source: string): bigint | undefined {
  if (!/^[-+]?[0-9]/.test(source)) return undefined;
  const plain = source.replaceAll('_', '');
  const match = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/.exec(plain);
  if (match === null) return undefined;
  const [, sign = '', prefixed, octal, decimal] = match;
  const magnitude = BigInt(octal === undefined ? (prefixed ?? decimal ?? '0') : `0o${octal}`);
  const value = sign === '-' ? -magnitude : magnitude;
  const inRange = value >= -(2n ** 63n) && value < (sign === '' ? 2n ** 64n : 2n ** 63n);
  return inRange ? value : undefined;
}

function goFloat(source: string): number | undefined {
  const special = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(source);
  if (special !== null) return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^\.(?:nan|NaN|NAN)$/.test(source)) return Number.NaN;
  if (!/^[-+.0-9]/.test(source)) return undefined;
  const plain = source.startsWith('.') ? source.replace(/(?<=\d)_(?=\d)/g, '') : source.replaceAll('_', '');
  if (!/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
