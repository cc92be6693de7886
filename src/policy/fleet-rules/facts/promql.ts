/** One `name="value"` of a selector. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** A series selector of a PromQL expression: `up{job="api"}`. */
export interface SeriesSelector {
  /** Empty where only labels select. */
  readonly metric: string;
  readonly matchers: readonly LabelMatcher[];
}

const text = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\x60[^\x60]*\x60`;

/** Tokens that matter here; numbers with their units (`5m`, `1e3`) so that no letter of theirs looks like a name. */
const token = new RegExp(
  String.raw`(?<text>${text})|(?<number>\d[\w.]*)|(?<name>[A-Za-z_:][\w:]*)|(?<other>=~|!~|!=|\S)`,
  'g',
);

/** Words of the grammar that are no metrics; functions are told by their parenthesis. */
const words: ReadonlySet<string> = new Set([
  'and',
  'or',
  'unless',
  'atan2',
  'bool',
  'offset',
  'start',
  'end',
  'inf',
  'nan',
  'Inf',
  'NaN',
]);

/** Words whose parenthesis holds labels (https://prometheus.io/docs/prometheus/latest/querying/operators/). */
const listsOfLabels: ReadonlySet<string> = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
]);

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'other';
  readonly value: string;
}

/** The series that an expression reads, in order. Expressions are not checked: what is no PromQL yields little. */
export function seriesIn(expression: string): SeriesSelector[] {
  const tokens = tokensOf(expression);
  const found: SeriesSelector[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const { kind, value } = tokens[index] as Token;
    const next = tokens[index + 1]?.value;
    if (kind === 'name' && listsOfLabels.has(value.toLowerCase()) && next === '(') {
      index = endOf(tokens, index + 1, ')');
    } else if (kind === 'name' && !isFunction(next) && !words.has(value)) {
      const end = next === '{' ? endOf(tokens, index + 1, '}') : index;
      found.push({ metric: value, matchers: matchersIn(tokens.slice(index + 2, end)) });
      index = end;
    } else if (value === '{' && kind === 'other') {
      const end = endOf(tokens, index, '}');
      found.push({ metric: '', matchers: matchersIn(tokens.slice(index + 1, end)) });
      index = end;
    }
  }
  return found;
}

/** Functions and aggregations, whose labels can stand before the parenthesis: `sum by (le) (…)`. */
function isFunction(next: string | undefined): boolean {
  return next === '(' || next === 'by' || next === 'without';
}

function tokensOf(expression: string): Token[] {
  return [...expression.matchAll(token)].map(({ groups = {} }) => {
    const [kind, value] = Object.entries(groups).find(([, each]) => each !== undefined) ?? ['other', ''];
    return { kind: kind as Token['kind'], value: value ?? '' };
  });
}

function endOf(tokens: readonly Token[], from: number, bracket: string): number {
  const end = tokens.findIndex(
    ({ kind, value }, index) => index > from && kind === 'other' && value === bracket,
  );
  return end === -1 ? tokens.length : end;
}

function matchersIn(tokens: readonly Token[]): LabelMatcher[] {
  return tokens.flatMap(({ kind, value }, index) => {
    const [operator, quoted] = [tokens[index + 1], tokens[index + 2]];
    if (kind !== 'name' || operator === undefined || quoted?.kind !== 'text') return [];
    return [{ label: value, operator: operator.value, value: quoted.value.slice(1, -1) }];
  });
}
