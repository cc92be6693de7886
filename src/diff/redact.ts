import { hasMatch } from '../cel/library/regex.ts';
import { isRecord, type JsonValue } from '../manifest/object.ts';
import { longestText, readEmbedded } from './embedded.ts';

/** What stands in place of a value of a Secret. Nothing of it is kept, neither its length nor a hash, which could be guessed from. */
const redactedValue = '(redacted)';

/** What stands in place of a text that holds a Secret. */
const redactedText = '(redacted: a text with a Secret in it)';

/** What stands in place of a text that nobody looked into. */
const redactedLongText = '(redacted: a text too long to look for Secrets in it)';

/** What of a value is a Secret's: none of it, the values of the map that it is, whose names are told, or all of it. */
export type Secrecy = 'none' | 'values' | 'all';

/**
 * That of a field: of a Secret, of a list of them, whose items need not say what they are, or of Kustomize's patch of one,
 * or what it makes them of.
 *
 * @param around that of the object
 */
export function secrecyOf(object: unknown, field: string, around: Secrecy): Secrecy {
  if (around !== 'none') return 'all';
  if (!isRecord(object)) return 'none';
  if (field === 'patch' && isRecord(object['target']) && mayMeanSecret(object['target']['kind']))
    return 'all';
  if (field === 'secretGenerator') return 'all';
  if (object['kind'] === 'SecretList') return field === 'items' ? 'all' : 'none';
  return object['kind'] === 'Secret' && (field === 'data' || field === 'stringData') ? 'values' : 'none';
}

/** Kustomize 5.7, `api/types/selector.go`: a kind is an anchored regular expression, and none means all. */
function mayMeanSecret(kind: unknown): boolean {
  return typeof kind !== 'string' || kind === '' || hasMatch('Secret', `^(?:${kind})$`) !== false;
}

export interface Redacted {
  readonly value: JsonValue;
  readonly redacted: boolean;
}

/**
 * A value without what Secrets in it hold, wherever they are: objects in objects, manifests in texts, texts in those.
 *
 * @param secrecy of the value itself
 */
export function redact(value: unknown, secrecy: Secrecy = 'none'): Redacted {
  const seen = { redacted: false };
  return { value: cleaned(value, secrecy, seen), redacted: seen.redacted };
}

function cleaned(value: unknown, secrecy: Secrecy, seen: { redacted: boolean }): JsonValue {
  if (isRecord(value) && secrecy !== 'all') {
    // In order of their names, so that the same value is told alike however it is written.
    const names = Object.keys(value).sort();
    return Object.fromEntries(
      names.map((name) => [name, cleaned(value[name], secrecyOf(value, name, secrecy), seen)]),
    );
  }
  if (secrecy !== 'none') {
    seen.redacted = true;
    return redactedValue;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item, 'none', seen));
  if (typeof value !== 'string' || !mayHoldSecret(value)) return (value ?? null) as JsonValue;
  seen.redacted = true;
  return value.length > longestText ? redactedLongText : redactedText;
}

/**
 * Words and not a notation: what cannot be read may be quoted, anchored, folded, templated, or another language. But not
 * `object.kind`, by which policies ask, unless something is made of it.
 */
const kindWord = /(?<!\.)\bkind\b|\.kind["']?\s*[:=](?!=)/;
const secretWord = /\bSecret(?:List)?(?![\w-])/;

/** A notation, not words, as a comment may speak of Secrets; with tags, anchors and the marks of texts before the kind. */
const commentedSecret = /\bkind["']?\s*:\s*(?:[!&|>]\S{0,200}\s+){0,4}["']?Secret(?:List)?(?![\w-])/;

/** An ASCII character by its code, however often the text around it was quoted: `\u0053`, `\\x53`, `\123`. */
const escaped = /\\(?:(?:u00|U000000|x)([0-9a-fA-F]{2})|([01][0-7]{2}))/g;

/** Longer than any name that is base64 by chance and means something; in either alphabet. */
const base64Text = /^[\w+/-]{24,}={0,2}$/;

/** As long a text, two digits a byte. */
const hexText = /(?:[0-9a-fA-F]{2}){24,}/g;

/** The same among other words, as what a script decodes. */
const base64Words = /[\w+/-]{24,}={0,2}/g;

/** Lines that are nothing else: the parts of one text. */
const base64Lines = /^[ \t]*[\w+/-]+={0,2}[ \t]*\r?$(?:\n[ \t]*[\w+/-]+={0,2}[ \t]*\r?$)+/gm;

/** What comes before the data of a URL (RFC 2397), as Ignition's: in any case, and in base64 or not. */
const dataUrl = /^\s*(?:data:(?! )[^,\n]*,)+/i;

/** A byte of a URL. */
const percentEncoded = /%([0-9a-f]{2})/gi;

/**
 * Whether a text holds a Secret as far as can be read, or what might be one where it cannot. So may any that is too long
 * to be read: some megabytes, and regular expressions run out of stack. UTF-16 has a zero byte beside each letter.
 */
export function mayHoldSecret(text: string): boolean {
  if (text.length > longestText) return true;
  if (dataUrl.test(text)) return mayHoldSecret(dataOf(text));
  const embedded = /[:{]/.test(text) ? readEmbedded(text) : undefined;
  if (embedded !== undefined) return redact(embedded.value).redacted || hasCommentedSecret(text);
  const joined = text.replace(/\s/g, '');
  if (base64Text.test(joined))
    return mayHoldSecret(Buffer.from(joined, 'base64').toString('utf8')) || hasSecretInHex(joined);
  const plain = unescaped(text.replaceAll('\0', ''));
  return (kindWord.test(plain) && secretWord.test(plain)) || hasEncodedSecret(plain);
}

/** A word may begin before what is encoded, as a path does. */
function hasEncodedSecret(text: string): boolean {
  const joined = text.replace(base64Lines, (lines) => lines.replace(/\s/g, ''));
  const isSecret = (word: string): boolean =>
    [0, 1, 2, 3].some((start) => mayHoldSecret(Buffer.from(word.slice(start), 'base64').toString('utf8')));
  return (joined.match(base64Words) ?? []).some(isSecret) || hasSecretInHex(joined);
}

function hasSecretInHex(text: string): boolean {
  const isSecret = (digits: string): boolean =>
    [0, 1].some((start) => mayHoldSecret(Buffer.from(digits.slice(start), 'hex').toString('utf8')));
  return (text.match(hexText) ?? []).some(isSecret);
}

function unescaped(text: string): string {
  return text.replace(escaped, (_, hex?: string, octal?: string) =>
    String.fromCharCode(hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16)),
  );
}

/** With bytes that are no UTF-8 replaced, where `decodeURIComponent` would refuse all. */
function dataOf(url: string): string {
  const bytes = url.replace(dataUrl, '').replace(percentEncoded, characterOf);
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function characterOf(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

/** Whether a manifest is commented out in YAML, as it is or encoded: what reads the rest does not see it. */
function hasCommentedSecret(text: string): boolean {
  const lines = text.split('\n').map((line) => /(?<!\S)#+(.*)/.exec(line)?.[1] ?? '');
  const comments = unescaped(lines.join('\n'));
  return commentedSecret.test(comments) || hasEncodedSecret(comments);
}
