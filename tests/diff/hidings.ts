import fc from 'fast-check';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { formatManifest } from '../../src/manifest/write.ts';

/** Random enough to be found by chance nowhere, of characters that YAML and JSON write as they are. */
export const secretText: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'.split('')),
  minLength: 16,
  maxLength: 24,
});

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

const hex = (text: string): string => Buffer.from(text).toString('hex');

/** As long as `openssl base64` makes them. */
const inLines = (text: string): string => text.replace(/.{64}(?=.)/g, '$&\n');
export const secret = (fields: Readonly<Record<string, unknown>>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's', namespace: 'n' },
  ...fields,
});
export const configMap = (data: Readonly<Record<string, string>>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'n' },
  data,
});
const annotated = (object: KubernetesObject, text: string): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': text } },
});

/** @param target what it patches */
export const kustomizePatch = (
  target: Readonly<Record<string, string>>,
  value: string,
): KubernetesObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop' },
  spec: {
    source: {
      kustomize: { patches: [{ target, patch: `- {op: add, path: /data/key, value: ${value}}` }] },
    },
  },
});

/** Each way in which a value can stand in an object, as a whole or as the only thing of a map, a list or a text. */
export const hidings: Readonly<Record<string, (value: string) => KubernetesObject>> = {
  data: (value) => secret({ data: { key: base64(value) } }),
  'data that is no base64': (value) => secret({ data: { key: `${value}!` } }),
  'data of another shape': (value) => secret({ data: [{ name: value }] }),
  'data in maps': (value) => secret({ data: { deep: { deeper: [value] } } }),
  stringData: (value) => secret({ stringData: { key: value } }),
  'stringData of several lines': (value) => secret({ stringData: { key: `a: 1\nb: ${value}\n` } }),
  'stringData of another shape': (value) => secret({ stringData: value }),
  'stringData in maps': (value) => secret({ stringData: { key: { [value]: [value] } } }),
  'what was last applied': (value) => {
    const object = secret({ data: { key: base64(value) } });
    return annotated(object, JSON.stringify(object));
  },
  'what was last applied elsewhere': (value) =>
    annotated(configMap({}), JSON.stringify(secret({ stringData: { key: value } }))),
  'a manifest in a text': (value) =>
    configMap({ 'secret.yaml': formatManifest(secret({ stringData: { key: value } })) }),
  'one manifest of several': (value) =>
    configMap({
      'all.yaml': `${formatManifest(configMap({ a: '1' }))}---\n${formatManifest(secret({ data: { key: base64(value) } }))}`,
    }),
  'a manifest that is commented out': (value) =>
    configMap({ 'all.yaml': `a: 1\n# kind: "Secret"\n# data:\n#   key: ${base64(value)}\n` }),
  'a manifest that is commented out behind a value': (value) =>
    configMap({ 'all.yaml': `a: 1 # {kind: Secret, data: {key: ${value}}}\n` }),
  'a manifest that is commented out, its kind with a tag': (value) =>
    configMap({ 'all.yaml': `a: 1\n# kind: !!str Secret\n# data:\n#   key: ${base64(value)}\n` }),
  'a manifest that is commented out, its kind in a line of its own': (value) =>
    configMap({ 'all.yaml': `a: 1\n# kind: &k >-\n#   Secret\n# data: {key: ${value}}\n` }),
  'a manifest that is commented out in JSON with escapes': (value) =>
    configMap({ 'all.yaml': `a: 1\n# {"kind": "\\u0053ecret", "data": {"key": "${value}"}}\n` }),
  'a manifest that is commented out in base64': (value) =>
    configMap({ 'all.yaml': `a: 1 # ${base64(formatManifest(secret({ stringData: { key: value } })))}\n` }),
  'a manifest that is commented out with octal escapes': (value) =>
    configMap({ 'all.yaml': `a: 1\n# printf 'kind: \\123ecret\\ndata: {key: ${value}}'\n` }),
  'a manifest in hexadecimal digits': (value) =>
    configMap({ 'secret.hex': hex(formatManifest(secret({ stringData: { key: value } }))) }),
  'a manifest that a script makes of hexadecimal digits': (value) =>
    configMap({
      'apply.sh': `xxd -r -p <<E | kubectl apply -f -\n${inLines(hex(formatManifest(secret({ stringData: { key: value } }))))}\nE\n`,
    }),
  'a manifest in hexadecimal digits that is commented out': (value) =>
    configMap({ 'all.yaml': `a: 1 # 0x${hex(`kind: Secret\ndata: {key: ${value}}\n`)}\n` }),
  'a manifest that a script decodes': (value) =>
    configMap({
      'apply.sh': `#!/bin/sh\necho '${base64(formatManifest(secret({ stringData: { key: value } })))}' | base64 -d | kubectl apply -f -\n`,
    }),
  'a manifest that a script decodes from several lines': (value) =>
    configMap({
      'apply.sh': `base64 -d <<E | kubectl apply -f -\n${inLines(base64(formatManifest(secret({ stringData: { key: value } }))))}\nE\n`,
    }),
  'a manifest in base64, right behind a path': (value) =>
    configMap({ 'apply.sh': `decode --from=a/b/${base64(`kind: Secret\nstringData: {key: ${value}}\n`)}\n` }),
  'a manifest among other text': (value) =>
    configMap({ 'notes.md': `Apply this:\n\n\`\`\`\nkind: Secret\ndata: {key: ${value}}\n\`\`\`\n\t- [\n` }),
  'a template of a manifest': (value) =>
    configMap({ 'secret.tpl': `{{ if . }}\nkind: "Secret"\nstringData:\n  key: ${value}\n{{ end }}\n` }),
  'a template with an anchor': (value) =>
    configMap({ 'secret.tpl': `{{ if . }}\nkind: &kind Secret\ndata:\n  key: ${value}\n{{ end }}\n` }),
  'a list whose items do not say what they are': (value) =>
    configMap({ 'all.yaml': `kind: SecretList\nitems:\n  - data: {key: ${value}}\n` }),
  'a template of such a list': (value) =>
    configMap({ 'all.tpl': `{{ if . }}\nkind: SecretList\nitems:\n  - data: {key: ${value}}\n` }),
  'a template of a kind': (value) =>
    configMap({
      'secret.tpl': `{{ if . }}\nkind: {{ default "Secret" .kind }}\nstringData:\n  key: ${value}\n{{ end }}\n`,
    }),
  'a template with a folded kind': (value) =>
    configMap({ 'secret.tpl': `{{ if . }}\nkind: >-\n  Secret\ndata:\n  key: ${value}\n{{ end }}\n` }),
  'a template with a comment before the kind': (value) =>
    configMap({ 'secret.tpl': `{{ if . }}\nkind: # ours\n  Secret\ndata:\n  key: ${value}\n{{ end }}\n` }),
  'a template with an alias': (value) =>
    configMap({ 'secret.tpl': `{{ if . }}\nx: &s Secret\nkind: *s\ndata:\n  key: ${value}\n{{ end }}\n` }),
  'broken JSON with escapes': (value) =>
    configMap({ 'secret.json': `{"kind":"\\u0053ecret","data":{"key":"${value}"},\n` }),
  'broken JSON with escapes in a text': (value) =>
    configMap({ 'secret.json': `{{ x }}{"kind":"\\\\x53ecret","data":{"key":"${value}"}}` }),
  TOML: (value) => configMap({ 'secret.toml': `kind = "Secret"\n[data]\nkey = "${value}"\n` }),
  'a setting': (value) => configMap({ 'values.sh': `helm --set x.kind=Secret --set x.data.key=${value}` }),
  'UTF-16': (value) => ({
    ...configMap({}),
    binaryData: {
      'secret.json': Buffer.from(`{"kind": "Secret", "data": {"key": "${value}"}}`, 'utf16le').toString(
        'base64',
      ),
    },
  }),
  'binary data': (value) => ({
    ...configMap({}),
    binaryData: { 'secret.yaml': base64(formatManifest(secret({ stringData: { key: value } }))) },
  }),
  'data of a URL': (value) =>
    configMap({
      ignition: `data:text/plain;charset=utf-8;base64,${base64(formatManifest(secret({ stringData: { key: value } })))}`,
    }),
  'data of a URL in capitals, its padding encoded': (value) =>
    configMap({
      ignition: `data:;BASE64,${encodeURIComponent(base64(formatManifest(secret({ stringData: { key: value } }))))}`,
    }),
  'data of a URL that is not base64': (value) =>
    configMap({
      ignition: `data:,${encodeURIComponent(formatManifest(secret({ stringData: { key: value } })))}`,
    }),
  'data of a URL with a byte order mark': (value) =>
    configMap({ ignition: `data:,%EF%BB%BFkind%3A%20Secret%0Adata%3A%20%7Bkey%3A%20${value}%7D` }),
  'data of a URL with a byte that is no UTF-8': (value) =>
    configMap({ ignition: `data:,%23%20%FF%0Akind%3A%20Secret%0Adata%3A%20%7Bkey%3A%20${value}%7D` }),
  'the alphabet of URLs': (value) =>
    configMap({
      text: Buffer.from(`kind: Secret # ~~~???>>>\ndata: {key: ${value}}\n`).toString('base64url'),
    }),
  "Kustomize's patch": (value) => kustomizePatch({ kind: 'Secret' }, value),
  "Kustomize's patch of several kinds": (value) => kustomizePatch({ kind: 'Secret|ConfigMap' }, value),
  "Kustomize's patch of any kind": (value) => kustomizePatch({ name: 'shop' }, value),
  "Kustomize's patch of kinds that cannot be read": (value) => kustomizePatch({ kind: '(Secret' }, value),
  "Kustomize's generator": (value) => ({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    metadata: { name: 'shop' },
    secretGenerator: [{ name: 'database', literals: [`password=${value}`] }],
  }),
  'a manifest in a manifest': (value) =>
    configMap({
      'inner.json': JSON.stringify(
        configMap({ 's.json': JSON.stringify(secret({ stringData: { key: value } })) }),
      ),
    }),
  'an object in an object': (value) => ({
    apiVersion: 'example.com/v1',
    kind: 'Bundle',
    metadata: { name: 'b' },
    spec: { resources: [{ kind: 'ConfigMap' }, secret({ stringData: { key: value } })] },
  }),
  'an item of a set': (value) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'f', finalizers: [JSON.stringify(secret({ stringData: { key: value } }))] },
  }),
};

/** As what a value could be found again. */
export const forms = (value: string): string[] => [
  value,
  base64(value),
  base64(value).slice(0, 12),
  hex(value),
];
