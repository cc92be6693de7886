import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectTexts, textOf } from '../../../manifest/select.ts';

/** What gives pods values by keys. */
export interface Holder {
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

/** By the kind of the object that holds or makes them. */
export const holders: ReadonlyMap<string, Holder> = new Map<string, Holder>([
  ['ConfigMap', { kind: 'ConfigMap', nameOf: ownName, keysOf: keysAt('data', 'binaryData') }],
  ['Secret', { kind: 'Secret', nameOf: ownName, keysOf: keysAt('data', 'stringData') }],
  ['bitnami.com/SealedSecret', { kind: 'Secret', nameOf: ownName, keysOf: keysAt('spec.encryptedData') }],
  [
    'cert-manager.io/Certificate',
    {
      kind: 'Secret',
      nameOf: (object) => textOf(fieldsOf(object, 'spec'), 'secretName'),
      // Those of its outputs and key stores too.
      keysOf: () => undefined,
    },
  ],
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
