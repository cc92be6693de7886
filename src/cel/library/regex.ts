/** `matches` of the standard library, Kubernetes' `find` and `findAll`: RE2 patterns. */
import { RE2JS } from 're2js';
import { remembering } from '../../manifest/remember.ts';
import { regexCost, sizeOf } from '../evaluate/cost.ts';
import { ArrayList, CelError, isError, noSuchOverload, type Result, type Value } from '../value/value.ts';
import { declare, type FunctionDeclaration, overload, shared } from './declare.ts';

const patterns = new Map<string, CelError | RE2JS>();

/** Patterns are compiled once, however many objects they judge. */
export function compilePattern(pattern: string): CelError | RE2JS {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    compiled = compile(pattern);
    patterns.set(pattern, compiled);
  }
  return compiled;
}

function compile(pattern: string): CelError | RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return new CelError(error instanceof Error ? error.message : String(error));
  }
}

const rememberedTexts = 1000;

/** Whether texts match a pattern. */
const matching = new Map<string, (text: string) => CelError | boolean>();

/** Whether a text has a match of an RE2 pattern, or why the pattern is none. */
export function hasMatch(text: string, pattern: string): CelError | boolean {
  let match = matching.get(pattern);
  if (match === undefined) {
    const compiled = compilePattern(pattern);
    match = isError(compiled) ? () => compiled : remembering((each) => compiled.test(each), rememberedTexts);
    matching.set(pattern, match);
  }
  return match(text);
}

function matches(text: Value, pattern: Value): Result {
  return typeof pattern === 'string' ? hasMatch(text as string, pattern) : noSuchOverload;
}

function illegal({ message }: CelError): CelError {
  return new CelError(`Illegal regex: ${message}`);
}

function find(text: Value, pattern: Value): Result {
  if (typeof text !== 'string' || typeof pattern !== 'string') return noSuchOverload;
  const compiled = compilePattern(pattern);
  if (isError(compiled)) return illegal(compiled);
  const matcher = compiled.matcher(text);
  return matcher.find() ? (matcher.group() ?? '') : '';
}

function findAll(text: Value, pattern: Value, limit: Value = -1n): Result {
  const isCallable = typeof text === 'string' && typeof pattern === 'string' && typeof limit === 'bigint';
  if (!isCallable) return noSuchOverload;
  const compiled = compilePattern(pattern);
  if (isError(compiled)) return illegal(compiled);
  const matcher = compiled.matcher(text);
  const found: string[] = [];
  const most = limit < 0n ? Number.POSITIVE_INFINITY : Number(limit);
  while (found.length < most && matcher.find()) found.push(matcher.group() ?? '');
  return new ArrayList(found);
}

const cost = ([text, pattern]: readonly Value[]): number => regexCost(sizeOf(text), sizeOf(pattern));

export const regexLibrary: readonly FunctionDeclaration[] = [
  declare(
    'matches',
    [overload('matches', '(string, string): bool'), overload('matches_string', 'string.(string): bool')],
    shared(matches, (text) => typeof text === 'string'),
  ),
  declare('find', [overload('string_find_string', 'string.(string): string', find)], { cost }),
  declare(
    'findAll',
    [
      overload('string_find_all_string', 'string.(string): list(string)', findAll),
      overload('string_find_all_string_int', 'string.(string, int): list(string)', findAll),
    ],
    { cost },
  ),
];
