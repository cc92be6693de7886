import { isRecord } from '../../manifest/object.ts';
import { formatQuantity, inThousandths, quantityOf } from '../../manifest/quantity.ts';
import type { Fields, SetDefaults } from './fields.ts';

/** As few amounts are written: all others are left as they are. */
const finer = /[nu]$|\.\d{4}|\.\d*m$|e-/i;

/**
 * Rounds amounts up to thousandths (`SetDefaults_ResourceList`, Kubernetes 1.34, `pkg/apis/core/v1/defaults.go`).
 *
 * @param lists fields that hold amounts by the names of resources
 */
export function thousandthsIn(...lists: readonly string[]): SetDefaults {
  return (object: Fields) => {
    for (const list of lists) {
      const amounts = object[list];
      if (!isRecord(amounts) || !Object.values(amounts).some(isFiner)) continue;
      object[list] = Object.fromEntries(Object.entries(amounts).map(([name, each]) => [name, rounded(each)]));
    }
  };
}

function isFiner(amount: unknown): boolean {
  return finer.test(String(amount));
}

function rounded(amount: unknown): unknown {
  const quantity = quantityOf(amount);
  return quantity === undefined ? amount : formatQuantity(inThousandths(quantity));
}
