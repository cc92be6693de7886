import type { ApiSchema } from '../../kubernetes/facts.ts';

export type Fields = Readonly<Record<string, ApiSchema>>;

/** A text of a certain form. */
export interface TextShape extends ApiSchema {
  readonly pattern: string;
  /** Default: any. */
  readonly maxLength?: number;
  readonly 'x-plumb-allowed': string;
}

/** What a pattern means, for who broke it. */
const means = (allowed: string) => ({ 'x-plumb-allowed': allowed });

export const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
export const domain = `${label}(\\.${label})*`;
const labelHint = means('at most 63 of a-z, 0-9 and -, beginning and ending with a letter or digit');
const domainHint = means(
  'at most 253 of a-z, 0-9, - and ., every part beginning and ending with a letter or digit',
);
export const dnsLabel = { pattern: `^${label}$`, maxLength: 63, ...labelHint };
export const optionalDnsLabel = { pattern: `^(${label})?$`, maxLength: 63, ...labelHint };
export const serviceName = {
  pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
  maxLength: 63,
  ...means('at most 63 of a-z, 0-9 and -, beginning with a letter and ending with a letter or digit'),
};
export const subdomain = { pattern: `^${domain}$`, maxLength: 253, ...domainHint };
export const optionalSubdomain = {
  pattern: `^(${domain})?$`,
  maxLength: 253,
  ...domainHint,
};
export const portName = {
  pattern: '^(([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*)?$',
  maxLength: 15,
  ...means('a number, or the name of a port: at most 15 of a-z, 0-9 and -, with a letter among them'),
};
const name = '([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]';
const qualified = `(${domain}/)?${name}`;
const qualifiedHint = means(
  'at most 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending with a letter or digit, after a domain and / or without',
);
/** A domain, a slash and a name, of 253, 1 and 63 characters. */
const longestQualified = { maxLength: 317 };
export const qualifiedName = { pattern: `^${qualified}$`, ...longestQualified, ...qualifiedHint };
export const optionalQualifiedName = { ...qualifiedName, pattern: `^(${qualified})?$` };
export const dataKey = {
  pattern: '^(\\.?[-_a-zA-Z0-9][-._a-zA-Z0-9]*)$',
  maxLength: 253,
  ...means('at most 253 of a-z, A-Z, 0-9, -, _ and ., not beginning with ..'),
};
/** A CSI driver's name may have capital letters. */
export const driverName = {
  pattern: '^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*$',
  maxLength: 63,
  ...means('a name such as csi.example.com, of at most 63 characters'),
};
/** What stands in a URL (`IsValidPathSegmentName`). */
export const pathSegment = {
  pattern: '^([^./%]|\\.[^./%]|\\.\\.[^/%])[^/%]*$',
  ...means('anything but ., .. and what contains / or %'),
};
/** `IsDomainPrefixedPath` */
export const domainPath = {
  pattern: `^${domain}/[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+$`,
  ...means('a domain and a path, such as example.com/ingress'),
};
export const absolutePath = { pattern: '^/', ...means('a path that begins with /') };
export const variableName = (length: '+' | '*'): ApiSchema => ({
  pattern: `^[ -<>-~]${length}$`,
  ...means('ASCII characters, but not ='),
});
export const headerName = { pattern: '^[-A-Za-z0-9]+$', ...means('A-Z, a-z, 0-9 and -') };

export const notEmpty = { minLength: 1 };
/** One of a few, where the empty text is none of them. */
export const choice = (...values: readonly string[]): ApiSchema => ({
  enum: values,
  ...notEmpty,
  ...means(values.join(', ')),
});
export const atLeast0 = { minimum: 0 };
export const atLeast1 = { minimum: 1 };
export const identifier = { minimum: 0, maximum: 2 ** 31 - 1 };
export const port = { minimum: 1, maximum: 65_535 };
export const optionalPort = { minimum: 0, maximum: 65_535 };
export const intOrString = { 'x-kubernetes-int-or-string': true };
export const numberOrPortName = { ...intOrString, ...port, ...portName, ...notEmpty };
export const numberOrPercentage = { ...intOrString, ...atLeast0, pattern: '^[0-9]+%$' };
export const notOver100Percent = {
  ...numberOrPercentage,
  pattern: '^0*([0-9]{1,2}|100)%$',
  ...means('a number of at least 0, or 0% to 100%'),
};
export const percent = { minimum: 1, maximum: 100 };
/** How long a token of an account may be asked for. */
export const tokenSeconds = { minimum: 600, maximum: 2 ** 32 };
export const fileMode = { minimum: 0, maximum: 0o777 };
export const labelValue = {
  type: 'string',
  pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
  maxLength: 63,
  ...means(
    'at most 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending with a letter or digit, or nothing',
  ),
};
export const labels = { additionalProperties: labelValue };
export const items = (item: ApiSchema): ApiSchema => ({ items: { type: 'string', ...item } });
