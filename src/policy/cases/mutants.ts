import { type Token, tokenize } from '../../cel/syntax/lexer.ts';
import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import { formatPath } from '../../manifest/path.ts';
import type { Suite } from './case.ts';

/** A suite whose policy says something else in one place, which its cases should notice. */
export interface PolicyMutant {
  readonly suite: Suite;
  /** Where, and what was written there: `spec.validations[0].expression: == → !=, at 12`. */
  readonly change: string;
}

/** What a token becomes; the first three weaken or turn a condition, the rest move its bounds. */
const replacements: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
  '>=': '>',
  '<=': '<',
  '>': '>=',
  '<': '<=',
  all: 'exists',
  exists: 'all',
  true: 'false',
  false: 'true',
};

/** Every policy that differs from the suite's in one token of one expression, and those that lack a validation. */
export function policyMutants(suite: Suite): PolicyMutant[] {
  return suite.manifests.flatMap((manifest, index) => {
    const { object } = manifest;
    if (object.kind !== 'ValidatingAdmissionPolicy') return [];
    return expressionsOf(object).flatMap(({ list, entry, expression }) =>
      variantsOf(expression, list === 'validations').map(({ text, what }) => ({
        change: `${formatPath(['spec', list, entry, 'expression'])}: ${what}`,
        suite: {
          ...suite,
          manifests: suite.manifests.with(index, {
            ...manifest,
            object: withExpression(object, list, entry, text),
          }),
        },
      })),
    );
  });
}

const lists = ['matchConditions', 'variables', 'validations'] as const;

interface Place {
  readonly list: (typeof lists)[number];
  readonly entry: number;
  readonly expression: string;
}

function expressionsOf({ spec }: KubernetesObject): Place[] {
  return lists.flatMap((list) =>
    entriesOf(spec, list).map(({ expression }, entry) => ({ list, entry, expression })),
  );
}

function entriesOf(spec: unknown, list: string): readonly { readonly expression: string }[] {
  const entries = isRecord(spec) ? spec[list] : undefined;
  return Array.isArray(entries) ? (entries as { readonly expression: string }[]) : [];
}

function withExpression(
  object: KubernetesObject,
  list: string,
  entry: number,
  text: string,
): KubernetesObject {
  const entries = entriesOf(object['spec'], list);
  const changed = entries.map((each, index) => (index === entry ? { ...each, expression: text } : each));
  return { ...object, spec: { ...(object['spec'] as object), [list]: changed } };
}

interface Variant {
  readonly text: string;
  readonly what: string;
}

function variantsOf(expression: string, isValidation: boolean): Variant[] {
  const variants = tokenize(expression).flatMap((token): Variant[] => {
    const replacement = replacementOf(token);
    if (replacement === undefined) return [];
    const { offset, text } = token;
    return [
      {
        text: `${expression.slice(0, offset)}${replacement}${expression.slice(offset + text.length)}`,
        what: `${text} → ${replacement === '' ? 'nothing' : replacement}, at ${offset}`,
      },
    ];
  });
  return isValidation ? [{ text: 'true', what: 'always true' }, ...variants] : variants;
}

function replacementOf({ kind, text }: Token): string | undefined {
  if (kind === 'int') return String(Number(text) + 1);
  if (kind === 'string') return text.startsWith('r') ? undefined : `${text.slice(0, -1)}x${text.slice(-1)}`;
  return text === '!' ? '' : replacements[text];
}
