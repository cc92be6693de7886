import Type, { type TString } from 'typebox';

export interface FormedString extends TString {
  readonly pattern: string;
  readonly patternErrorMessage: string;
}

/**
 * A string of a form, given as an expression and in words. Editors show the words in place of the expression, and so
 * do the findings of src/fleet.
 */
export function formed(pattern: string, patternErrorMessage: string): FormedString {
  return { ...Type.String(), pattern, patternErrorMessage };
}

/**
 * Kubernetes quantity of bytes, e.g. `1.5Gi` (apimachinery `resource.Quantity`, canonical suffixes). Digits alone are
 * bytes, too: nothing runs in, or is kept in, fewer than a million of them, so then a suffix was forgotten.
 */
export const ByteQuantity = formed(
  '^([0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)|[0-9]{7,})$',
  'a Kubernetes quantity of bytes such as 512Mi or 1.5Gi',
);

/** The same of CPU cores, e.g. `250m`. With the suffixes of bytes it would be more than any machine has. */
export const CpuQuantity = formed(
  '^[0-9]+(\\.[0-9]+)?m?$',
  'a Kubernetes quantity of cores such as 250m, 2 or 1.5',
);

/** What images are named after: host, port and path, in the grammar of `github.com/distribution/reference`. */
export const Registry = formed(
  '^([a-zA-Z0-9]([-.a-zA-Z0-9]*[a-zA-Z0-9])?|\\[[a-fA-F0-9:]+\\])(:[0-9]+)?(/[a-z0-9]+((\\.|_{1,2}|-+)[a-z0-9]+)*)*$',
  'a host, and perhaps a path, without https:// and without / at the end, e.g. registry.example/team',
);

/** Content digest of an image. Tags move; digests do not. */
export const Digest = formed('^sha256:[a-f0-9]{64}$', 'sha256: followed by 64 lower-case hexadecimal digits');

/** Name of an app, an environment, a region or anything else that ends up in an object's name (RFC 1123 label). */
export const DnsLabel = formed(
  '^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$',
  'at most 63 lower-case letters, digits and dashes, starting with a letter and not ending with a dash',
);

/** A day that there is, but for 29 February, which is taken in every year. */
export const IsoDate = formed(
  '^\\d{4}-((0[1-9]|1[0-2])-(0[1-9]|[12]\\d)|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)$',
  'a date such as 2026-01-31',
);

/** Five-field cron expression; its fields are checked by src/model/cron.ts. */
export const Cron = formed(
  '^\\S+( \\S+){4}$',
  'five cron fields separated by single spaces, e.g. 0 9 * * 1-5',
);

/** IANA time zone; whether it exists is checked by src/model/timezone.ts. */
export const TimeZone = formed('^[A-Za-z]', 'a time zone such as Asia/Tokyo');

/** Country of ISO 3166-1, or EU. */
export const Jurisdiction = formed('^[A-Z]{2}$', 'two capital letters such as JP or EU');

/** Text that must say something. */
export const Text = formed('\\S', 'some text');

export const ChartRepository = formed('^(https|oci)://', 'an https:// or oci:// address');
