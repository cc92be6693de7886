import { canonicalQuantity } from '../../manifest/quantity.ts';
import { fieldsOf } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { qualifiedName } from '../names.ts';
import type { Fields, Wrong } from './struct.ts';

/** What a container is told of its pod (`validateEnvVarValueFrom` and its likes). */

const subscripted = /^metadata\.(annotations|labels)\['(.*)'\]$/s;

const itself = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const inVariables = [
  ...itself,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const inVolumes = [...itself, 'metadata.labels', 'metadata.annotations'];
/** Another name of `spec.nodeName`. */
const formerly = 'spec.host';
const toldAmounts = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.*)$/s;

export function tellsOfItself(source: Fields): Wrong[] {
  const told =
    fieldsOf(source, 'fieldRef')['fieldPath'] === formerly ? [] : fieldIsKnown(source, inVariables);
  return [...told, ...resourceIsKnown(source)];
}

export function volumeTellsOfPod(file: Fields): Wrong[] {
  return [...fieldIsKnown(file, inVolumes), ...(file['fieldRef'] ? [] : resourceIsKnown(file))];
}

function fieldIsKnown({ fieldRef }: Fields, known: readonly string[]): Wrong[] {
  const path = fieldsOf(fieldRef)['fieldPath'];
  if (typeof path !== 'string' || known.includes(path) || subscripted.test(path)) return [];
  return [
    {
      at: ['fieldRef', 'fieldPath'],
      message: `${JSON.stringify(path)} is no field that a pod is told of itself here`,
      allowed: `${known.join(', ')}, metadata.annotations['NAME'], metadata.labels['NAME']`,
    },
  ];
}

function resourceIsKnown({ resourceFieldRef }: Fields): Wrong[] {
  const name = fieldsOf(resourceFieldRef)['resource'];
  if (typeof name !== 'string' || toldAmounts.test(name)) return [];
  return [
    {
      at: ['resourceFieldRef', 'resource'],
      message: `${JSON.stringify(name)} is no resource that a container is told of itself`,
      allowed: 'limits or requests of cpu, memory, ephemeral-storage or hugepages-SIZE, such as limits.cpu',
    },
  ];
}

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
