import { bytesMeant, compareQuantities, parseQuantity } from '../manifest/quantity.ts';
import type { AppSettings } from '../model/settings.ts';
import type { ValuePath, Violation } from '../model/violation.ts';

/** As the largest instances of EC2 that are no special ones (c8i, m8i, r8i). */
const mostCores = 384n;
const nanoPerCore = 10n ** 9n;

/** What the schema cannot say about quantities in settings. Paths start at the settings. */
export function checkResources({ resources, storage }: AppSettings): Violation[] {
  const violations: Violation[] = [];
  const { cpu, memory, cpuLimit } = resources ?? {};
  violations.push(...aboveZero(cpu, ['resources', 'cpu']));
  violations.push(...aboveZero(memory, ['resources', 'memory']));
  violations.push(...aboveZero(cpuLimit, ['resources', 'cpuLimit']));
  violations.push(...aboveZero(storage?.size, ['storage', 'size']));
  violations.push(...coresOfAMachine(cpu, ['resources', 'cpu']));
  violations.push(...coresOfAMachine(cpuLimit, ['resources', 'cpuLimit']));
  violations.push(...wholeBytes(memory, ['resources', 'memory']));
  violations.push(...wholeBytes(storage?.size, ['storage', 'size']));
  const request = parseQuantity(cpu ?? '');
  const limit = parseQuantity(cpuLimit ?? '');
  if (request && limit && compareQuantities(limit, request) < 0) {
    violations.push({
      rule: 'limit-below-request',
      path: ['resources', 'cpuLimit'],
      against: ['resources', 'cpu'],
      message: `cpuLimit (${cpuLimit}) is less than the request (${cpu})`,
      allowed: `at least ${cpu}`,
      next: 'raise cpuLimit, or remove it so that idle CPU is usable',
    });
  }
  return violations;
}

function aboveZero(quantity: string | undefined, path: ValuePath): Violation[] {
  if (quantity === undefined || (parseQuantity(quantity)?.nano ?? 0n) > 0n) return [];
  return [{ rule: 'no-quantity', path, message: `${quantity} is nothing`, allowed: 'a quantity above 0' }];
}

/** Digits alone are cores, and thousandths were meant by many: a pod that asks for 500 of them waits for ever. */
function coresOfAMachine(quantity: string | undefined, path: ValuePath): Violation[] {
  const cores = parseQuantity(quantity ?? '');
  if (!cores || cores.nano <= mostCores * nanoPerCore) return [];
  return [
    {
      rule: 'more-cores-than-a-machine',
      path,
      message: `${quantity} is more cores than a machine has`,
      allowed: `at most ${mostCores} cores, such as 250m, 2 or 1.5`,
      ...(/^\d+$/.test(quantity ?? '') && { next: `did you mean ${quantity}m?` }),
    },
  ];
}

function wholeBytes(quantity: string | undefined, path: ValuePath): Violation[] {
  const meant = bytesMeant(quantity ?? '');
  if (meant === undefined) return [];
  return [
    {
      rule: 'fraction-of-bytes',
      path,
      message: `${quantity} counts thousandths of a byte`,
      allowed: 'bytes such as 512Mi or 1.5Gi',
      next: `did you mean ${meant}?`,
    },
  ];
}
