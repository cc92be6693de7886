import { type Row, rows } from './rows.ts';

const spec = (selected: object, labels: object) => ({
  selector: { matchLabels: selected },
  template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'registry.example/web' }] } },
});

/** Null in a map of texts is an empty text under its key; in a struct it is nothing: as in `validated.cases.ts`. */
export const nulls: readonly Row[] = [
  ...rows('StatefulSet', 'spec', {
    accepted: [spec({ a: null }, { a: null, b: 'c' }), spec({ a: null }, { a: '' })],
    refused: [spec({ a: null }, { b: 'c' }), spec({ 'a b': null }, { 'a b': null })],
  }),
  ...rows('Deployment', 'spec', {
    accepted: [spec({ a: '' }, { a: null })],
    refused: [
      spec({ a: null }, { a: 'b' }),
      { ...spec({ a: null }, { a: null }), selector: { matchLabels: null } },
    ],
  }),
  ...rows('VolumeAttributesClass', 'parameters', { accepted: [{ iops: null }], refused: [{}, null] }),
  ...rows('Job', 'spec.selector', {
    accepted: [null, { matchLabels: null }, { matchLabels: {} }],
    refused: [{ matchLabels: { a: null } }],
  }),
  ...rows('Pod', 'spec.nodeSelector', { accepted: [{ zone: null }, null], refused: [{ 'a b': null }] }),
  ...rows('Pod', 'metadata.labels', { accepted: [{ a: null }], refused: [{ 'a b': null }] }),
  ...rows('Pod', 'metadata.annotations', { accepted: [{ a: null }] }),
  ...rows('ConfigMap', 'data', { accepted: [{ a: null }, null] }),
  ...rows('Secret', 'stringData', { accepted: [{ a: null }, null] }),
  ...rows('Secret', 'data', { accepted: [{ a: null }, null] }),
  ...rows('Secret dockerconfigjson', 'stringData', { refused: [{ '.dockerconfigjson': null }] }),
  ...rows('Secret ssh-auth', 'stringData', { refused: [{ 'ssh-privatekey': null }] }),
  ...rows('Secret tls', 'stringData', { accepted: [{ 'tls.crt': null, 'tls.key': null }] }),
];
