import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../manifest/select.ts';
import { shown } from '../../manifest/shown.ts';

/** What a selector asks of one label. */
interface Demand {
  readonly key: string;
  readonly operator: string;
  readonly values: ReadonlySet<string>;
}

/** Whether whatever labels a selector selects, another one selects too: an empty one selects all. */
export function isSelectorWithin(one: unknown, wider: unknown): boolean {
  const own = demandsOf(one);
  return demandsOf(wider).every((wanted) =>
    own.some((each) => each.key === wanted.key && implied.get(wanted.operator)?.(each, wanted)),
  );
}

/** By operator, whether a demand follows from another one for the same label. */
type Implied = (own: Demand, wanted: Demand) => boolean;
const implied: ReadonlyMap<string, Implied> = new Map(
  Object.entries<Implied>({
    In: (own, wanted) => own.operator === 'In' && own.values.isSubsetOf(wanted.values),
    // Who lacks the label is not among the values either.
    NotIn: (own, wanted) =>
      own.operator === 'DoesNotExist' ||
      (own.operator === 'NotIn' && wanted.values.isSubsetOf(own.values)) ||
      (own.operator === 'In' && wanted.values.isDisjointFrom(own.values)),
    Exists: (own) => own.operator === 'Exists' || own.operator === 'In',
    DoesNotExist: (own) => own.operator === 'DoesNotExist',
  }),
);

function demandsOf(selector: unknown): Demand[] {
  const fields: Fields = fieldsOf(selector);
  return [
    ...Object.entries(fieldsOf(fields, 'matchLabels')).map(([key, value]) => ({
      key,
      operator: 'In',
      values: new Set([shown(value)]),
    })),
    ...selectMaps(fields, 'matchExpressions[]').map(({ value }) => ({
      key: textOf(value, 'key') ?? '',
      operator: textOf(value, 'operator') ?? '',
      values: new Set(select(value, 'values[]').map((each) => shown(each.value))),
    })),
  ];
}
