import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectTexts, textOf } from '../../../manifest/select.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { keysRead } from './keys-read.ts';

/** What gives pods values by keys. */
interface Holder {
  readonly kind: 'ConfigMap' | 'Secret';
  /** Of what it holds or makes. */
  readonly nameOf: (object: KubernetesObject) => string | undefined;
  /** Nothing where nobody knows. */
  readonly keysOf: (object: KubernetesObject) => ReadonlySet<string> | undefined;
}

const ownName: Holder['nameOf'] = ({ metadata }) => metadata.name;
const keysAt =
  (...fields: readonly string[]): Holder['keysOf'] =>
  (object) =>
    new Set(fields.flatMap((field) => Object.keys(fieldsOf(object, ...field.split('.')))));

const holders: ReadonlyMap<string, Holder> = new Map<string, Holder>([
  ['ConfigMap', { kind: 'ConfigMap', nameOf: ownName, keysOf: keysAt('data', 'binaryData') }],
  ['Secret', { kind: 'Secret', nameOf: ownName, keysOf: keysAt('data', 'stringData') }],
  ['bitnami.com/SealedSecret', { kind: 'Secret', nameOf: ownName, keysOf: keysAt('spec.encryptedData') }],
  [
    'external-secrets.io/ExternalSecret',
    {
      kind: 'Secret',
      nameOf: (object) => textOf(fieldsOf(object, 'spec', 'target'), 'name') ?? object.metadata.name,
      keysOf: keysOfExternal,
    },
  ],
]);

/** External Secrets' guide, "Templating": what a template makes takes the place of what is read, unless they are merged. */
function keysOfExternal(object: KubernetesObject): ReadonlySet<string> | undefined {
  const template = fieldsOf(object, 'spec', 'target', 'template');
  const isAnything = [select(object, 'spec.dataFrom[]'), select(template, 'templateFrom[]')].some(
    (sources) => sources.length > 0,
  );
  if (isAnything) return undefined;
  const made = Object.keys(fieldsOf(template, 'data'));
  const read = selectTexts(object, 'spec.data[].secretKey').map(({ value }) => value);
  return new Set(made.length === 0 ? read : template['mergePolicy'] === 'Merge' ? [...read, ...made] : made);
}

/**
 * Keys that go, with what pods read by them. Whether pods that do not change read them cannot be seen here: of a Secret,
 * which has little that nobody reads, it is told all the same.
 */
export function lostKeys({ type, change, before, after, leavers, newcomers }: Reviewed): Hazard[] {
  const holder = holders.get(type);
  if (holder === undefined || change.kind !== 'changed' || before === undefined || after === undefined)
    return [];
  const { kind, nameOf, keysOf } = holder;
  const tell = (severity: Hazard['severity'], what: string, effect: string): Hazard => ({
    severity,
    rule: 'deletion',
    message: `${what}: ${effect}`,
    path: type.includes('/') ? ['spec'] : ['data'],
  });
  const [was = '', is = ''] = [nameOf(before), nameOf(after)];
  if (was !== is)
    return leavers.isForsaken(was, 'pods')
      ? []
      : [tell('warning', `it makes the Secret ${is}, no longer ${was}`, 'what still reads that one fails')];
  const [old, now] = [keysOf(before), keysOf(after)];
  const lost = old === undefined || now === undefined ? [] : [...old.difference(now)];
  if (lost.length === 0) return [];
  const read = keysRead(newcomers.objects);
  const missed = lost.filter((key) => read.has(`${kind} ${after.metadata.namespace}/${is} ${key}`));
  const others = lost.filter(
    (key) => kind === 'Secret' && !missed.includes(key) && !leavers.isForsaken(key, 'pods'),
  );
  const gone = (keys: readonly string[]): string => `the ${kind} ${is} no longer has ${keys.join(', ')}`;
  return [
    ...(missed.length > 0 ? [tell('error', gone(missed), 'pods that read it do not start')] : []),
    ...(others.length > 0 ? [tell('warning', gone(others), 'what still reads it fails')] : []),
  ];
}
