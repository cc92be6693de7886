import { loadFacts } from '../../src/kubernetes/load.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';

const facts = loadFacts();

/** The hazards of objects that become others, in YAML; an empty text stands for none. */
export function told(before: string, after: string): string[] {
  const read = (text: string): readonly LoadedManifest[] => readManifests(text, 'm.yaml').manifests;
  const { entries } = planOf(read(before), read(after), facts);
  return entries.flatMap(({ hazards }) =>
    hazards.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
  );
}

/** An object `b/a` in one line of YAML. */
export function object(apiVersion: string, kind: string, rest: string, metadata = ''): string {
  return `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: b, ${metadata}}, ${rest}}`;
}

export function deployment(pod: string, spec = ''): string {
  return object('apps/v1', 'Deployment', `spec: {${spec} template: {spec: {${pod}}}}`);
}
