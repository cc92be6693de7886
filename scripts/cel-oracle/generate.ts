/** Random CEL expressions over a grammar: mostly of fitting types, some not, so that every refusal is met too. */

import { readFileSync } from 'node:fs';

type Kind =
  | 'any'
  | 'bool'
  | 'bytes'
  | 'cidr'
  | 'double'
  | 'duration'
  | 'int'
  | 'ints'
  | 'ip'
  | 'map'
  | 'optional'
  | 'quantity'
  | 'semver'
  | 'string'
  | 'strings'
  | 'timestamp'
  | 'uint'
  | 'url';

interface Grammar {
  /** Placeholders in braces are filled with expressions of that kind; `{x}` is a variable in scope. */
  readonly templates: Readonly<Record<Kind, readonly string[]>>;
  /** Placeholders that are filled with a word. */
  readonly words: Readonly<Record<string, readonly string[]>>;
}

const { templates, words } = JSON.parse(
  readFileSync(new URL('grammar.json', import.meta.url), 'utf8'),
) as Grammar;

const variables = ['x', 's', 'k', 'v', 'i'];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Expressions of at most `depth` levels; one placeholder in fifty is filled with another kind. */
export function* generate(seed: number, depth: number): Generator<string, never> {
  const next = random(seed);
  const kinds = Object.keys(templates) as Kind[];
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const leaves = (kind: Kind): readonly string[] =>
    templates[kind].filter((each) => !/\{[a-z]+\}/.test(each));
  const fill = (kind: Kind, levels: number): string => {
    const actual = next() < 0.02 ? pick(kinds) : kind;
    const plain = levels <= 0 ? leaves(actual) : templates[actual];
    return pick(plain).replace(/\{([a-z]+)\}/g, (_all, name: string) => {
      if (name === 'x') return next() < 0.3 ? pick(variables) : '1';
      const choices = words[name];
      if (choices !== undefined) return pick(choices);
      const inner = fill(name as Kind, levels - 1);
      return /[ ?]/.test(inner) && !/^[[{('"].*[\])}'"]$/s.test(inner) ? `(${inner})` : inner;
    });
  };
  for (;;) yield fill(next() < 0.5 ? 'bool' : pick(kinds), depth);
}
