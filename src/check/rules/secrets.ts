import { isBase64 } from '../../manifest/formats.ts';
import { isRecord } from '../../manifest/object.ts';
import { fieldsOf, textOf } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { missing, refused } from './problems.ts';

/** What a Secret of a type must hold (`ValidateSecret`). No value of one appears in a message. */
interface Held {
  readonly keys: readonly string[];
  /** Default: all of the keys. */
  readonly any?: true;
  readonly fault?: (text: string) => string | undefined;
}

const heldByType: ReadonlyMap<string, Held> = new Map(
  Object.entries<Held>({
    'kubernetes.io/basic-auth': { keys: ['username', 'password'], any: true },
    'kubernetes.io/dockercfg': { keys: ['.dockercfg'], fault: noObject },
    'kubernetes.io/dockerconfigjson': { keys: ['.dockerconfigjson'], fault: noObject },
    'kubernetes.io/ssh-auth': { keys: ['ssh-privatekey'], fault: empty },
    'kubernetes.io/tls': { keys: ['tls.crt', 'tls.key'] },
  }),
);

export function secretKeys(checked: CheckedObject): Problem[] {
  const type = textOf(checked.object, 'type') ?? '';
  const held = heldByType.get(type);
  if (type === 'kubernetes.io/service-account-token') return ofAccount(checked);
  return held === undefined ? [] : [...lacking(checked, type, held), ...faulty(checked, type, held)];
}

function lacking({ object }: CheckedObject, type: string, { keys, any }: Held): Problem[] {
  const { data: encoded, stringData } = object;
  const data = { ...fieldsOf(encoded), ...fieldsOf(stringData) };
  const field = isRecord(stringData) && !isRecord(encoded) ? 'stringData' : 'data';
  const absent = keys.filter((key) => !Object.hasOwn(data, key));
  if (any && absent.length < keys.length) return [];
  const next = 'add the key, or leave out the type';
  return absent.slice(0, any ? 1 : undefined).map((key) => ({
    ...refused(
      'required-field',
      [field, key],
      `is missing in a Secret of type ${type}`,
      keys.join(any ? ', or ' : ', '),
    ),
    next,
  }));
}

function faulty({ object }: CheckedObject, type: string, { keys, fault }: Held): Problem[] {
  return keys.flatMap((key) => {
    // What is in both is taken from stringData.
    const field = Object.hasOwn(fieldsOf(object, 'stringData'), key) ? 'stringData' : 'data';
    const held = fieldsOf(object, field)[key];
    // Go holds an empty value where null is.
    const value = held === null ? '' : held;
    // What is not encoded, the schema tells.
    if (typeof value !== 'string' || (field === 'data' && !isBase64(value))) return [];
    const text = field === 'data' ? Buffer.from(value, 'base64').toString() : value;
    const message = fault?.(text);
    return message === undefined
      ? []
      : [refused('invalid-value', [field, key], message, `what a Secret of type ${type} holds`)];
  });
}

function empty(text: string): string | undefined {
  return text === '' ? 'is empty' : undefined;
}

function noObject(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) || value === null ? undefined : 'is no JSON object';
  } catch {
    return 'is no JSON';
  }
}

const account = 'kubernetes.io/service-account.name';

function ofAccount({ object }: CheckedObject): Problem[] {
  if (textOf(fieldsOf(object, 'metadata', 'annotations'), account) !== undefined) return [];
  return [
    missing(['metadata', 'annotations', account], 'the name of the ServiceAccount that the token is for'),
  ];
}
