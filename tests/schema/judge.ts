import { loadFacts } from '../../src/kubernetes/load.ts';
import { formatPath } from '../../src/manifest/path.ts';
import { createValidator } from '../../src/schema/validator.ts';
import type { SchemaProblem } from '../../src/schema/verdict.ts';
import { widgetDefinition } from '../support/definition.ts';

const facts = loadFacts();
export const validator = createValidator(facts);

/** `rule path` of every problem, as tests want to read them. */
export function judge(object: unknown): string[] {
  return problemsOf(object).map(told);
}

function told({ severity, rule, path }: SchemaProblem): string {
  const prefix = severity === 'error' ? '' : `${severity} `;
  return `${prefix}${rule} ${formatPath(path)}`;
}

export function problemsOf(object: unknown): readonly SchemaProblem[] {
  return validator.validate(object).problems;
}

/** Judges a custom resource `Widget` with the given schema of its spec. */
export function judgeWidget(specSchema: object, spec: unknown): string[] {
  return widgetProblems(specSchema, spec).map(told);
}

export function widgetProblems(specSchema: object, spec: unknown): readonly SchemaProblem[] {
  const object = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'one' }, spec };
  return createValidator(facts.extendedWith([widgetDefinition(specSchema)])).validate(object).problems;
}

/** A Pod with one container, with these fields beside what both must have. */
export const pod = (container: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { ...spec, containers: [{ name: 'c', image: 'i', ...container }] },
});
