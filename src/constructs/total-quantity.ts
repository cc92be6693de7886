import { formatQuantity, parseQuantity, type Quantity } from '../manifest/quantity.ts';

/** A quantity, and how often it is needed. */
export type Share = readonly [quantity: string | number, times: number];

/**
 * Sum of all shares, in the format of the last. What is no quantity or whole number counts as nothing: workloads report
 * it, and it is never rendered.
 */
export function totalQuantity(shares: readonly Share[]): string {
  let total: Quantity = { nano: 0n, format: 'decimalSI' };
  for (const [text, times] of shares) {
    const quantity = parseQuantity(text);
    if (!quantity || quantity.nano === 0n || !Number.isInteger(times)) continue;
    total = { nano: total.nano + quantity.nano * BigInt(times), format: quantity.format };
  }
  return formatQuantity(total);
}
