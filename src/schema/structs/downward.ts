import { canonicalQuantity } from '../../manifest/quantity.ts';
import { quote } from '../describe.ts';
import { qualifiedName } from '../names.ts';
import type { Fields, Wrong } from './struct.ts';

/** What a container is told of its pod, beyond which fields there are (`validateEnvVarValueFrom` and its likes). */

const bytes = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const cores = ['1m', '1'];

/** `validateContainerResourceDivisor`; zero stands for 1. */
export function divisorIsUnit({ resource, divisor }: Fields): Wrong[] {
  if (typeof resource !== 'string' || (typeof divisor !== 'string' && typeof divisor !== 'number')) return [];
  const unit = canonicalQuantity(divisor);
  const units = resource.endsWith('.cpu') ? cores : bytes;
  if (unit === undefined || unit === '0' || units.includes(unit)) return [];
  return [
    {
      at: ['divisor'],
      message: `${quote(divisor)} is no unit of ${resource}`,
      allowed: units.join(', '),
    },
  ];
}

const subscripted = /^metadata\.(annotations|labels)\['(.*)'\]$/s;

/** `validateObjectFieldSelector` */
export function keyIsKey({ fieldPath }: Fields): Wrong[] {
  const [, map, key = ''] = subscripted.exec(String(fieldPath)) ?? [];
  if (map === undefined || qualifiedName.test(map === 'labels' ? key : key.toLowerCase())) return [];
  return [
    {
      at: ['fieldPath'],
      message: `${quote(key)} is no key of ${map}`,
      allowed: qualifiedName.allowed,
    },
  ];
}
