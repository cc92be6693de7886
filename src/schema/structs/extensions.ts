/** Of what the API server calls, and of the kinds that it is taught. */
import type { Fields, Wrong } from './struct.ts';

/** The address of a webhook (`apiserver/pkg/util/webhook`, `ValidateWebhookURL`). */
const format = 'a URL such as https://host.example.com:8443/path';

const faults: readonly (readonly [RegExp, string])[] = [
  [/^(?!https:\/\/)/i, 'does not begin with https://'],
  [/^https:\/\/(?:[/?#]|$)/i, 'has no host'],
  [/^https:\/\/[^/?#]*@/i, 'has a user in it'],
  [/^https:\/\/[^/?#]*\[[^\]/?#]*(?:[/?#]|$)/i, 'has a [ without ] in its host'],
  [/^https:\/\/[^/?#]*[\s]/i, 'has a blank in its host'],
  [/^https:\/\/[^/?#]*:[^/?#\d\]]+(?:[/?#]|$)/i, 'has no number as its port'],
  [/^[^?#]*\?[^#]/, 'has a query'],
  [/#./s, 'has a fragment'],
  [/^[^?#]*%(?![\da-f]{2})/i, 'has a % that escapes nothing'],
];

export function callsOverHttps({ url }: Fields): Wrong[] {
  if (typeof url !== 'string') return [];
  return faults
    .filter(([pattern]) => pattern.test(url))
    .slice(0, 1)
    .map(([, fault]) => ({ at: ['url'], message: `${JSON.stringify(url)} ${fault}`, allowed: format }));
}

/** A warning that a version is deprecated (`apiextensions/validation`). */
export function warnsOfDeprecation({ deprecated, deprecationWarning }: Fields): Wrong[] {
  if (typeof deprecationWarning !== 'string' || deprecated === true) return [];
  return [
    {
      at: ['deprecationWarning'],
      message: 'is set, though the version is not deprecated',
      allowed: 'beside deprecated: true alone',
      next: 'set deprecated: true, or remove it',
    },
  ];
}
