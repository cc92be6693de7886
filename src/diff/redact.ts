import { isRecord, type JsonValue } from '../manifest/object.ts';
import { readEmbedded } from './embedded.ts';

/** What stands in place of a value of a Secret. Nothing of it is kept, neither its length nor a hash, which could be guessed from. */
const redactedValue = '(redacted)';

/** What stands in place of a text that holds a Secret. */
const redactedText = '(redacted: a text with a Secret in it)';

/** The fields of a Secret that hold its values. */
export function isSecretField(object: unknown, field: string): boolean {
  return isRecord(object) && object['kind'] === 'Secret' && (field === 'data' || field === 'stringData');
}

export interface Redacted {
  readonly value: JsonValue;
  readonly redacted: boolean;
}

/**
 * A value without what Secrets in it hold, wherever they are: objects in objects, manifests in texts, texts in those.
 *
 * @param isSecret the value is itself one of a Secret
 */
export function redact(value: unknown, isSecret = false): Redacted {
  const seen = { redacted: false };
  return { value: cleaned(value, isSecret, seen), redacted: seen.redacted };
}

function cleaned(value: unknown, isSecret: boolean, seen: { redacted: boolean }): JsonValue {
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        cleaned(item, isSecret || isSecretField(value, name), seen),
      ]),
    );
  }
  if (isSecret) {
    seen.redacted = true;
    return redactedValue;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item, false, seen));
  if (typeof value !== 'string' || !mayHoldSecret(value)) return (value ?? null) as JsonValue;
  seen.redacted = true;
  return redactedText;
}

/** `kind: Secret` in any notation of YAML and JSON, quoted and escaped as a text in a text may be. */
const secretKind = /\bkind[\s"'\\]*:[\s"'\\]*(?:!\S*\s+)?["'\\]*Secret(?![\w-])/;

/** Whether a text holds a Secret as far as can be read, or what might be one where it cannot. */
export function mayHoldSecret(text: string): boolean {
  const embedded = /[:{]/.test(text) ? readEmbedded(text) : undefined;
  if (embedded !== undefined) return redact(embedded.value).redacted;
  return secretKind.test(text);
}
