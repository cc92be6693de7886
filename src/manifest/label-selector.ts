import { isRecord } from './object.ts';
import { shown } from './shown.ts';

export type Labels = Readonly<Record<string, unknown>>;

type Fields = Readonly<Record<string, unknown>>;

/** Does a `LabelSelector` (`matchLabels` and `matchExpressions`) select these labels? An empty one selects all. */
export function selects(selector: Fields, labels: Labels): boolean {
  const { matchLabels, matchExpressions } = selector;
  if (isRecord(matchLabels) && !hasLabels(labels, matchLabels)) return false;
  if (!Array.isArray(matchExpressions)) return true;
  return matchExpressions.every((expression: unknown) => !isRecord(expression) || fits(expression, labels));
}

/** Does a map of labels, as a Service's selector, select these labels? */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function fits({ key, operator, values }: Fields, labels: Labels): boolean {
  if (typeof key !== 'string') return true;
  const present = Object.hasOwn(labels, key);
  const listed = present && Array.isArray(values) && values.includes(labels[key]);
  switch (operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default:
      return true;
  }
}

/** For messages: `app=web, tier in (a, b)`. */
export function formatSelector(selector: Fields): string {
  const { matchLabels, matchExpressions } = selector;
  const terms = isRecord(matchLabels) ? [formatLabels(matchLabels)] : [];
  for (const expression of Array.isArray(matchExpressions) ? matchExpressions : []) {
    if (!isRecord(expression)) continue;
    const { key, operator, values } = expression;
    terms.push(
      `${shown(key)} ${shown(operator)}${Array.isArray(values) ? ` (${values.map(shown).join(', ')})` : ''}`,
    );
  }
  return terms.filter((term) => term !== '').join(', ');
}

export function formatLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${shown(value)}`)
    .join(', ');
}
