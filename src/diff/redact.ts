import { isRecord, type JsonValue } from '../manifest/object.ts';
import { longestText, readEmbedded } from './embedded.ts';

/** What stands in place of a value of a Secret. Nothing of it is kept, neither its length nor a hash, which could be guessed from. */
const redactedValue = '(redacted)';

/** What stands in place of a text that holds a Secret. */
const redactedText = '(redacted: a text with a Secret in it)';

/** What stands in place of a text that nobody looked into. */
const redactedLongText = '(redacted: a text too long to look for Secrets in it)';

/** The fields that hold values of Secrets: those of a Secret, and the items of a list of them, which need not say what they are. */
export function isSecretField(object: unknown, field: string): boolean {
  if (!isRecord(object)) return false;
  if (object['kind'] === 'SecretList') return field === 'items';
  return object['kind'] === 'Secret' && (field === 'data' || field === 'stringData');
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
    // In order of their names, so that the same value is told alike however it is written.
    const names = Object.keys(value).sort();
    return Object.fromEntries(
      names.map((name) => [name, cleaned(value[name], isSecret || isSecretField(value, name), seen)]),
    );
  }
  if (isSecret) {
    seen.redacted = true;
    return redactedValue;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item, false, seen));
  if (typeof value !== 'string' || !mayHoldSecret(value)) return (value ?? null) as JsonValue;
  seen.redacted = true;
  return value.length > longestText ? redactedLongText : redactedText;
}

/** `kind: Secret` in any notation of YAML and JSON, tagged, anchored, quoted and escaped as a text in a text may be. */
const secretKind = /\bkind[\s"'\\]*:[\s"'\\]*(?:[!&]\S*\s+)*["'\\]*Secret(?:List)?(?![\w-])/;

/** Longer than any name that is base64 by chance and means something. */
const base64Text = /^[A-Za-z0-9+/\s]{24,}={0,2}\s*$/;

/**
 * Whether a text holds a Secret as far as can be read, or what might be one where it cannot. So may any that is too long
 * to be read: some megabytes, and regular expressions run out of stack.
 */
export function mayHoldSecret(text: string): boolean {
  if (text.length > longestText) return true;
  const embedded = /[:{]/.test(text) ? readEmbedded(text) : undefined;
  if (embedded !== undefined) return redact(embedded.value).redacted;
  if (base64Text.test(text)) return mayHoldSecret(Buffer.from(text, 'base64').toString('utf8'));
  return secretKind.test(text);
}
