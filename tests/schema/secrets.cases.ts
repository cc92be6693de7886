import { type Row, rows } from './rows.ts';

const encoded = (text: string) => Buffer.from(text).toString('base64');
const docker = '.dockerconfigjson';

/** Changes to Secrets that have a type: as in `validated.cases.ts`. */
export const secrets: readonly Row[] = [
  ...rows('Secret basic-auth', 'stringData', {
    accepted: [{ username: 'a' }, { password: 'a' }, { username: '' }],
    refused: [{}, { user: 'a' }],
  }),
  ...rows('Secret ssh-auth', 'stringData', {
    accepted: [{ 'ssh-privatekey': 'a' }],
    refused: [{}, { 'ssh-privatekey': '' }],
  }),
  ...rows('Secret dockerconfigjson', 'stringData', {
    accepted: ['{}', ' {}\n', '{"auths": {}}', 'null'].map((text) => ({ [docker]: text })),
    refused: ['', ' ', 'x', '[]', '1', '"a"', 'true', '{a: 1}', '{} x', '\u{a0}{}'].map((text) => ({
      [docker]: text,
    })),
  }),
  ...rows('Secret dockerconfigjson', 'data', {
    accepted: [{ [docker]: encoded('x') }, { [docker]: '' }],
    refused: [{ [docker]: 'x' }],
  }),
  ...rows('Secret dockercfg', 'stringData', {
    accepted: [{ '.dockercfg': '{}' }],
    refused: [{ '.dockercfg': 'x' }, {}],
  }),
  ...rows('Secret tls', 'stringData', {
    accepted: [{ 'tls.crt': 'x', 'tls.key': 'y' }],
    refused: [{ 'tls.crt': 'x' }, { 'tls.key': 'y' }, {}],
  }),
  ...rows('Secret token', 'metadata.annotations', {
    accepted: [{ 'kubernetes.io/service-account.name': 'default' }],
    refused: [{}, { 'kubernetes.io/service-account.name': '' }],
  }),
];
