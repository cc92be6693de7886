import { checkManifests } from '../../src/check/check.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';
import type { Finding } from '../../src/report/finding.ts';
import { createValidator } from '../../src/schema/validator.ts';

const facts = loadFacts();
const validator = createValidator(facts);

/** Findings over YAML, given as one text or as texts by file. */
export function findingsOver(input: string | Readonly<Record<string, string>>): readonly Finding[] {
  const files = typeof input === 'string' ? { 'x.yaml': input } : input;
  const read = Object.entries(files).map(([file, text]) => readManifests(text, file));
  const unread = read.flatMap(({ findings }) => findings);
  if (unread.length > 0) throw new Error(`the test's own YAML is broken: ${unread[0]?.message}`);
  return checkManifests({ manifests: read.flatMap(({ manifests }) => manifests), facts, validator }).findings;
}

/** As `severity rule message`. */
export function checked(input: string | Readonly<Record<string, string>>): string[] {
  return findingsOver(input).map(({ severity, rule, message }) => `${severity} ${rule} ${message}`);
}

export const namespace = '---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n';

/** A valid Deployment `web` in namespace `shop`; `pod` is added to its pods' spec, `container` to its only container. */
export function deployment(
  pod = '{}',
  container = '{}',
  { name = 'web', labels = '{app: web}' } = {},
): string {
  const merged = (base: string, extra: string) => (extra === '{}' ? base : `${base}, ${extra.slice(1, -1)}`);
  const main = `{${merged('name: main, image: x', container)}}`;
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: ${labels}}
  template:
    metadata: {labels: ${labels}}
    spec: {${merged(`containers: [${main}]`, pod)}}
`;
}

/** One object in the namespace `shop`, as a YAML document. */
export const object = (kind: string, apiVersion: string, name: string, rest = '') =>
  `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: shop}${rest === '' ? '' : `, ${rest}`}}\n`;
export const configMap = object('ConfigMap', 'v1', 'web', 'data: {KEY: "1"}');
export const service = object(
  'Service',
  'v1',
  'web',
  'spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}',
);
