import Type from 'typebox';

/** Kubernetes quantity, e.g. `250m`, `1.5Gi` (apimachinery `resource.Quantity`, canonical suffixes). */
export const Quantity = Type.String({
  pattern: '^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$',
  description: 'a Kubernetes quantity such as 250m, 2 or 1.5Gi',
});

/** Content digest of an image. Tags move; digests do not. */
export const Digest = Type.String({
  pattern: '^sha256:[a-f0-9]{64}$',
  description: 'sha256: followed by 64 lower-case hexadecimal digits',
});

/** Name of an app, an environment, a region or anything else that ends up in an object's name (RFC 1123 label). */
export const DnsLabel = Type.String({
  pattern: '^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$',
  description: 'lower-case letters, digits and dashes, starting with a letter (RFC 1123 label)',
});

export const IsoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a date such as 2026-01-31' });

/** Five-field cron expression; its fields are checked by the scaling checks. */
export const Cron = Type.String({ pattern: '^\\S+( \\S+){4}$', description: 'five cron fields, e.g. 0 9 * * 1-5' });
