import { type Quantity, quantityOf } from '../../manifest/quantity.ts';
import { type Selected, select } from '../../manifest/select.ts';
import { isExtended } from '../resource-names.ts';
import type { Fields, StructRule, Wrong } from './struct.ts';

interface Amount extends Selected {
  readonly quantity: Quantity;
}

/** What is no quantity, the schema tells. */
function amountsAt(value: unknown, pattern: string): Amount[] {
  return select(value, pattern).flatMap((each) => {
    const quantity = quantityOf(each.value);
    return quantity === undefined ? [] : [{ ...each, quantity }];
  });
}

/** Amounts that are below zero, or zero where more is wanted (`ValidateNonnegativeQuantity`, `ValidatePositiveQuantityValue`). */
export function amountsOf(pattern: string, least: 'at least 0' | 'more than 0'): StructRule {
  return (value) =>
    amountsAt(value, pattern)
      .filter(({ quantity: { nano } }) => (least === 'at least 0' ? nano < 0n : nano <= 0n))
      .map((amount) => ({
        at: amount.path,
        message: `${String(amount.value)} is too small`,
        allowed: least,
      }));
}

export function isWhole({ nano }: Quantity): boolean {
  return nano % 10n ** 9n === 0n;
}

/** Resources with a domain of their own are counted in whole numbers, and pages in whole pages. */
export function wholeAmounts(resources: Fields): Wrong[] {
  return ['requests{}', 'limits{}'].flatMap((pattern) =>
    amountsAt(resources, pattern).flatMap(({ value, path, quantity }): Wrong[] => {
      const name = String(path.at(-1));
      const size = /^hugepages-(.*)$/.exec(name)?.[1];
      const page = quantityOf(size);
      if (size !== undefined && page === undefined)
        return [
          {
            at: path,
            message: `${JSON.stringify(size)} is no size of pages`,
            allowed: 'hugepages-SIZE, such as hugepages-2Mi',
          },
        ];
      if (page !== undefined && page.nano > 0n && quantity.nano % page.nano !== 0n)
        return [
          {
            at: path,
            message: `${String(value)} is no multiple of ${name.slice('hugepages-'.length)}`,
            allowed: `multiples of ${name.slice('hugepages-'.length)}`,
          },
        ];
      if (!isExtended(name) || isWhole(quantity)) return [];
      return [{ at: path, message: `${String(value)} of ${name} cannot be had`, allowed: 'a whole number' }];
    }),
  );
}

/** Large pages are no use to a container without memory or CPU. */
export function pagesNeedMore({ requests, limits }: Fields): Wrong[] {
  const names = [requests, limits].flatMap((each) =>
    select(each, '{}').map(({ path }) => String(path.at(-1))),
  );
  const page = names.find((name) => name.startsWith('hugepages-'));
  if (page === undefined || names.includes('cpu') || names.includes('memory')) return [];
  const field = select(requests, page).length > 0 ? 'requests' : 'limits';
  return [
    {
      at: [field, page],
      message: 'needs cpu or memory beside it',
      allowed: `${page} beside cpu or memory`,
      next: 'add requests or limits of cpu or memory',
    },
  ];
}
