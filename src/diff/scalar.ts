import { parseTimestamp } from '../cel/value/time.ts';
import { Timestamp } from '../cel/value/value.ts';
import { parseLongDuration } from '../manifest/duration.ts';
import { isBase64 } from '../manifest/formats.ts';
import { parseQuantity } from '../manifest/quantity.ts';
import type { SchemaNode } from '../schema/node.ts';
import type { Shape } from './shape.ts';

/** What is known of a value: its schema, its field's name, and the object's group. */
type Place = Pick<Shape, 'node' | 'group' | 'name'>;

/**
 * A text that is the same for values that mean the same at a place, and differs for all others. Values are compared by
 * meaning only where the schema says what they mean:
 *
 * - quantities (`500m`, `0.5`): built-in ones are read by the API server, custom ones are known by their pattern;
 * - durations (`8760h`, `8760h0m0s`): by format, pattern, a rule that calls `duration(self)`, or `durationFields`;
 * - times: by instant to the nanosecond, as Go writes `09:00:00+09:00` again as `00:00:00Z`;
 * - bytes: by what they decode to, as Go ignores line breaks within base64;
 * - all other values by type and content: `"1"` is not `1`, least of all in an int-or-string, where `"80"` is the name of
 *   a port, and refused as such (apimachinery `util/intstr`, `util/validation.IsValidPortName`).
 */
export function scalarKey(value: unknown, { node, group, name }: Place): string {
  const plain = JSON.stringify(value);
  if (node === undefined || (typeof value !== 'string' && typeof value !== 'number')) return plain;
  if (isQuantity(node)) return keyed('quantity', parseQuantity(value)?.nano) ?? plain;
  if (typeof value !== 'string') return plain;
  if (node.schema['format'] === 'byte') return bytesKey(value) ?? plain;
  if (node.schema['format'] === 'date-time') return keyed('time', instantOf(value)) ?? plain;
  if (isDuration(node, group, name)) return keyed('duration', parseLongDuration(value)) ?? plain;
  return plain;
}

function keyed(what: string, amount: bigint | undefined): string | undefined {
  return amount === undefined ? undefined : `${what} ${amount}`;
}

function instantOf(text: string): bigint | undefined {
  const time = parseTimestamp(text);
  return time instanceof Timestamp ? time.nanoseconds : undefined;
}

/** controller-gen writes this pattern wherever Go has a `resource.Quantity`. */
const quantityPattern = '([KMGTPE]i)|[numkMGTPE]';

function isQuantity(node: SchemaNode): boolean {
  if (node.type === 'quantity') return true;
  return node.type === 'int-or-string' && String(node.schema['pattern']).includes(quantityPattern);
}

function bytesKey(text: string): string | undefined {
  const joined = text.replace(/[\r\n]/g, '');
  return isBase64(joined) ? `bytes ${Buffer.from(joined, 'base64').toString('hex')}` : undefined;
}

/**
 * Fields by group that Go has as `metav1.Duration`, and may write again in another form, while the schema only says string.
 * Sources: cert-manager 1.21 `pkg/apis/{acme,certmanager}/v1/types_*.go`, External Secrets 1.3
 * `apis/externalsecrets/v1/externalsecret_types.go`, Velero 1.18 `pkg/apis/velero/{v1,v2alpha1}/*_types.go`.
 */
const durationFields: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'acme.cert-manager.io': ['duration', 'waitInsteadOfSelfCheck'],
    'cert-manager.io': ['duration', 'renewBefore', 'waitInsteadOfSelfCheck'],
    'external-secrets.io': ['refreshInterval'],
    'velero.io': [
      'backupSyncPeriod',
      'csiSnapshotTimeout',
      'execTimeout',
      'itemOperationTimeout',
      'maintenanceFrequency',
      'operationTimeout',
      'timeout',
      'ttl',
      'validationFrequency',
      'waitTimeout',
    ],
  }),
);

function isDuration({ mode, schema }: SchemaNode, group: string, name: string): boolean {
  if (schema['format'] === 'duration') return true;
  if (schema['type'] !== 'string' || mode !== 'custom') return false;
  const pattern = schema['pattern'];
  if (typeof pattern === 'string') return /\(?\b(?:s\|m\|h|h\|m\|s)|\)h\)\?.*\)s\)\?/.test(pattern);
  const rules = schema['x-kubernetes-validations'];
  const says = ({ rule }: { readonly rule?: unknown }): boolean => String(rule).includes('duration(self)');
  return (Array.isArray(rules) && rules.some(says)) || durationFields.get(group)?.includes(name) === true;
}
