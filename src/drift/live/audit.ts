import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isRecord, type ObjectIdentity } from '../../manifest/object.ts';
import { type Fields, fieldsOf, textOf } from '../../manifest/select.ts';
import { compareText } from '../../report/sort.ts';
import { isTime } from '../checks.ts';
import type { AuditedRequest, FieldOwner, ObjectDrift } from '../run.ts';

interface AuditedWrite extends AuditedRequest {
  readonly manager: string;
}

export interface AuditLog {
  /** In the order of the log, by object, as `resourceKey` names it. What deleted many at once is of no name. */
  readonly writes: ReadonlyMap<string, readonly AuditedWrite[]>;
  /** Lines that are no audit events. */
  readonly unreadableLines: number;
}

/** Requests of one object that are told; a controller may have made thousands. */
const mostRequests = 20;

/** Writes that managedFields date at a second may have begun a moment before, and ended within it. */
const toleranceMilliseconds = 2000;

const writingVerbs: ReadonlySet<string> = new Set([
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
]);

/** How an audit log names an object: by resource, not by kind. */
export function resourceKey(
  plural: string,
  { group, namespace, name }: Omit<ObjectIdentity, 'kind'>,
): string {
  return `${plural}.${group} ${namespace}/${name}`;
}

/**
 * Reads the log of an API server (`--audit-log-path`, JSON lines), one line at a time, and keeps the writes of some objects.
 * https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 *
 * @param wanted by `resourceKey`
 */
export async function readAuditLog(file: string, wanted: ReadonlySet<string>): Promise<AuditLog> {
  const writes = new Map<string, AuditedWrite[]>();
  let unreadableLines = 0;
  for await (const line of linesOf(file)) {
    const event = parse(line);
    if (event === undefined) unreadableLines += 1;
    else noteWrite(event, wanted, writes);
  }
  return { writes, unreadableLines };
}

/** Whether a file has lines of which none is an audit event, so that it is no such log, or one in another form. */
export async function isNoAuditLog(file: string): Promise<boolean> {
  let hasLines = false;
  for await (const line of linesOf(file)) {
    if (parse(line) !== undefined) return false;
    hasLines = true;
  }
  return hasLines;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8');
  try {
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    for await (const line of lines) if (line.trim() !== '') yield line;
  } finally {
    input.destroy();
  }
}

/** `undefined` if it is no event, or says no time. */
function parse(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isEvent = isRecord(value) && value['kind'] === 'Event' && isTime(timeOf(value)) === undefined;
    return isEvent ? value : undefined;
  } catch {
    return undefined;
  }
}

function timeOf(event: Fields): string {
  return textOf(event, 'stageTimestamp') ?? textOf(event, 'requestReceivedTimestamp') ?? '';
}

function noteWrite(event: Fields, wanted: ReadonlySet<string>, writes: Map<string, AuditedWrite[]>): void {
  const reference = fieldsOf(event, 'objectRef');
  const [verb = '', uri = ''] = [textOf(event, 'verb'), textOf(event, 'requestURI')];
  const code = Number(fieldsOf(event, 'responseStatus')['code'] ?? 0);
  if (textOf(event, 'stage') !== 'ResponseComplete' || !writingVerbs.has(verb) || code < 200 || code > 299)
    return;
  const query = new URLSearchParams(uri.split('?')[1] ?? '');
  if (query.has('dryRun')) return;
  const [resource = '', subresource] = [textOf(reference, 'resource'), textOf(reference, 'subresource')];
  // Controllers report at any moment, and nothing of it is drift.
  if (subresource === 'status') return;
  const name = textOf(reference, 'name') ?? '';
  if ((name === '') !== (verb === 'deletecollection')) return;
  const identity = {
    group: textOf(reference, 'apiGroup') ?? '',
    // A namespace is said to be in itself.
    namespace: resource === 'namespaces' ? '' : (textOf(reference, 'namespace') ?? ''),
    name,
  };
  const key = resourceKey(resource, identity);
  if (!wanted.has(key)) return;
  const as = textOf(fieldsOf(event, 'impersonatedUser'), 'username');
  const username = textOf(fieldsOf(event, 'user'), 'username') ?? '';
  const userAgent = textOf(event, 'userAgent');
  const write: AuditedWrite = {
    user: as === undefined ? username : `${username} as ${as}`,
    verb,
    ...(subresource !== undefined && { subresource }),
    time: timeOf(event),
    ...(userAgent !== undefined && { userAgent }),
    // As the API server names whoever gives no name (managedfields, `managerOrUserAgent`).
    manager: query.get('fieldManager') ?? (userAgent ?? '').split('/')[0] ?? '',
  };
  const known = writes.get(key);
  if (known === undefined) writes.set(key, [write]);
  else known.push(write);
}

/** The object with its users, as far as the log tells. */
export function attributed(object: ObjectDrift, writes: readonly AuditedWrite[]): ObjectDrift {
  if (writes.length === 0) return object;
  const ordered = writes.toSorted((a, b) => compareText(a.time, b.time) || compareText(a.user, b.user));
  const others = ordered.filter(({ manager }) => manager !== 'argocd-controller');
  return {
    ...object,
    fields: object.fields.map((field) => ({
      ...field,
      owners: field.owners.map((owner) => withUser(owner, ordered)),
    })),
    ...(others.length > 0 && {
      requests: others.slice(-mostRequests).map(({ manager: _, ...request }) => request),
    }),
  };
}

/** What is scaled has no time: then the last write counts, as whoever scales takes the number from the others. */
function withUser(owner: FieldOwner, writes: readonly AuditedWrite[]): FieldOwner {
  const found = writes.findLast(
    ({ manager, subresource, time }) =>
      manager === owner.manager &&
      subresource === owner.subresource &&
      (owner.time === undefined ||
        Math.abs(Date.parse(time) - Date.parse(owner.time)) <= toleranceMilliseconds),
  );
  return found === undefined ? owner : { ...owner, user: found.user };
}
