import type { Fields, Wrong } from './struct.ts';

/** The address of a webhook (`apiserver/pkg/util/webhook`, `ValidateWebhookURL`). */
const format = 'a URL such as https://host.example.com:8443/path';

const faults: readonly (readonly [RegExp, string])[] = [
  [/^(?!https:\/\/)/i, 'does not begin with https://'],
  [/^https:\/\/(?:[/?#]|$)/i, 'has no host'],
  [/^https:\/\/[^/?#]*@/i, 'has a user in it'],
  [/^https:\/\/[^/?#]*[\s]/i, 'has a blank in its host'],
  [/^https:\/\/[^/?#]*:[^/?#\d\]]+(?:[/?#]|$)/i, 'has no number as its port'],
  [/^[^?#]*\?[^#]/, 'has a query'],
  [/#./s, 'has a fragment'],
  [/^[^?#]*%(?![\da-f]{2})/i, 'has a % that escapes nothing'],
];

export function callsOverHttps({ url }: Fields): Wrong[] {
  if (typeof url !== 'string' || url === '') return [];
  return faults
    .filter(([pattern]) => pattern.test(url))
    .slice(0, 1)
    .map(([, fault]) => ({ at: ['url'], message: `${JSON.stringify(url)} ${fault}`, allowed: format }));
}
