/** Kubernetes' semantic versions: `semver('v1.2', true).isLessThan(semver('1.3.0'))`. */
import { oneTraversal } from '../evaluate/cost.ts';
import { compareStrings } from '../value/equality.ts';
import { maxUint } from '../value/number.ts';
import { goQuote } from '../value/text.ts';
import { CelError, isError, Opaque, type Result } from '../value/value.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';

/** Numeric parts are bigints. */
type Prerelease = readonly (bigint | string)[];

class Semver extends Opaque {
  readonly typeName = 'kubernetes.Semver';
  readonly numbers: readonly bigint[];
  readonly prerelease: Prerelease;

  constructor(numbers: readonly bigint[], prerelease: Prerelease) {
    super();
    this.numbers = numbers;
    this.prerelease = prerelease;
  }

  equals(other: Opaque): boolean {
    return other instanceof Semver && order(this, other) === 0;
  }
}

function compareParts(a: bigint | string, b: bigint | string): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'bigint' ? -1 : 1;
}

function order(a: Semver, b: Semver): number {
  for (const [index, number] of a.numbers.entries()) {
    const outcome = compareParts(number, b.numbers[index] ?? 0n);
    if (outcome !== 0) return outcome;
  }
  const [left, right] = [a.prerelease, b.prerelease];
  if (left.length === 0 || right.length === 0) return Math.sign(right.length - left.length);
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const outcome = compareParts(part, other);
    if (outcome !== 0) return outcome;
  }
  return left.length < right.length ? -1 : 0;
}

function parse(text: string): CelError | Semver {
  if (text === '') return new CelError('Version string empty');
  const [major, minor, ...rest] = text.split('.');
  if (rest.length === 0) return new CelError('No Major.Minor.Patch elements found');
  const [, patch = '', prerelease, build] = /^([^+-]*)(?:-([^+]*))?(?:\+([^]*))?$/.exec(rest.join('.')) ?? [];
  const numbers: bigint[] = [];
  for (const [name, part = ''] of Object.entries({ Major: major, Minor: minor, Patch: patch })) {
    const number = parseNumber(part, `${name} number`, `${name.toLowerCase()} number`);
    if (isError(number)) return number;
    numbers.push(number);
  }
  const parts = parsePrerelease(prerelease);
  if (isError(parts)) return parts;
  return checkBuild(build) ?? new Semver(numbers, parts);
}

function parseNumber(text: string, name: string, plainName: string): bigint | CelError {
  if (/[^\d]/.test(text)) return new CelError(`Invalid character(s) found in ${plainName} ${goQuote(text)}`);
  if (/^0./.test(text)) return new CelError(`${name} must not contain leading zeroes ${goQuote(text)}`);
  if (text === '') return new CelError('strconv.ParseUint: parsing "": invalid syntax');
  const number = BigInt(text);
  return number > maxUint
    ? new CelError(`strconv.ParseUint: parsing ${goQuote(text)}: value out of range`)
    : number;
}

function parsePrerelease(text: string | undefined): CelError | Prerelease {
  const parts: (bigint | string)[] = [];
  for (const part of text?.split('.') ?? []) {
    if (part === '') return new CelError('Prerelease is empty');
    if (/[^0-9A-Za-z-]/.test(part)) {
      return new CelError(`Invalid character(s) found in prerelease ${goQuote(part)}`);
    }
    const parsed = /^\d+$/.test(part) ? parseNumber(part, 'Numeric PreRelease version', '') : part;
    if (isError(parsed)) return parsed;
    parts.push(parsed);
  }
  return parts;
}

function checkBuild(text: string | undefined): CelError | undefined {
  for (const part of text?.split('.') ?? []) {
    if (part === '') return new CelError('Build meta data is empty');
    if (/[^0-9A-Za-z-]/.test(part)) {
      return new CelError(`Invalid character(s) found in build meta data ${goQuote(part)}`);
    }
  }
  return undefined;
}

/** Takes `v1.2` and `01.2.3` as well. */
function normalizeAndParse(text: string): CelError | Semver {
  const [major = '', minor, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [
    major,
    ...(minor === undefined ? [] : [minor]),
    ...(rest.length === 0 ? [] : [rest.join('.')]),
  ].map((part) => (part.length > 1 ? part.replace(/^0+(?=\d)/, '').replace(/^0*(?=[^\d])/, '0') : part));
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) ?? '')) {
    return new CelError('short version cannot contain PreRelease/Build meta data');
  }
  return parse([...parts, '0', '0'].slice(0, Math.max(3, parts.length)).join('.'));
}

function toSemver(text: string, normalize = false): CelError | Semver {
  return normalize ? normalizeAndParse(text) : parse(text);
}

function isSemver(text: string, normalize = false): Result {
  return !isError(toSemver(text, normalize));
}

const type = 'kubernetes.Semver';

function numberAt(name: string, index: number): FunctionDeclaration {
  const read = ({ numbers }: Semver): Result => BigInt.asIntN(64, numbers[index] ?? 0n);
  return declare(name, [overload(`semver_${name}`, `${type}.(): int`, read)]);
}

export const semverLibrary: readonly FunctionDeclaration[] = [
  declare(
    'semver',
    [
      overload('string_to_semver', `(string): ${type}`, toSemver, oneTraversal),
      overload('string_bool_to_semver', `(string, bool): ${type}`, toSemver, oneTraversal),
    ],
    { cost: oneTraversal },
  ),
  declare(
    'isSemver',
    [
      overload('is_semver_string', '(string): bool', isSemver),
      overload('is_semver_string_bool', '(string, bool): bool', isSemver),
    ],
    { cost: oneTraversal },
  ),
  declare('isGreaterThan', [
    overload('semver_is_greater_than', `${type}.(${type}): bool`, (a: Semver, b: Semver) => order(a, b) > 0),
  ]),
  declare('isLessThan', [
    overload('semver_is_less_than', `${type}.(${type}): bool`, (a: Semver, b: Semver) => order(a, b) < 0),
  ]),
  declare('compareTo', [
    overload('semver_compare_to', `${type}.(${type}): int`, (a: Semver, b: Semver) => BigInt(order(a, b))),
  ]),
  numberAt('major', 0),
  numberAt('minor', 1),
  numberAt('patch', 2),
];
