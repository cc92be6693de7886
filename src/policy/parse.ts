import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Binding, MatchResources, ParamRef, Policy, ResourceRule } from './policies.ts';

/**
 * Objects that the schema and `valid-*.ts` have nothing against, to what the engine works on. Defaults are those of
 * Kubernetes 1.34, `pkg/apis/admissionregistration/v1/defaults.go`.
 */

type Fields = Readonly<Record<string, unknown>>;

export function parsePolicy(manifest: LoadedManifest): Policy {
  const spec = specOf(manifest.object);
  const { paramKind } = spec;
  return {
    name: manifest.object.metadata.name ?? '',
    manifest,
    failurePolicy: spec['failurePolicy'] === 'Ignore' ? 'Ignore' : 'Fail',
    ...(isRecord(paramKind) && { paramKind: paramKind as unknown as Policy['paramKind'] & object }),
    matchConstraints: parseMatchResources(fields(spec['matchConstraints'])),
    matchConditions: items(spec['matchConditions']) as unknown as Policy['matchConditions'],
    variables: items(spec['variables']) as unknown as Policy['variables'],
    validations: items(spec['validations']) as unknown as Policy['validations'],
    auditAnnotations: items(spec['auditAnnotations']) as unknown as Policy['auditAnnotations'],
  };
}

export function parseBinding(manifest: LoadedManifest): Binding {
  const { policyName, paramRef, matchResources, validationActions } = specOf(manifest.object);
  return {
    name: manifest.object.metadata.name ?? '',
    manifest,
    policyName: String(policyName),
    ...(isRecord(paramRef) && { paramRef: paramRef as unknown as ParamRef }),
    ...(isRecord(matchResources) && { matchResources: parseMatchResources(matchResources) }),
    validationActions: validationActions as Binding['validationActions'],
  };
}

function parseMatchResources(match: Fields): MatchResources {
  return {
    resourceRules: items(match['resourceRules']).map(parseRule),
    excludeResourceRules: items(match['excludeResourceRules']).map(parseRule),
    matchPolicy: match['matchPolicy'] === 'Exact' ? 'Exact' : 'Equivalent',
    namespaceSelector: fields(match['namespaceSelector']),
    objectSelector: fields(match['objectSelector']),
  };
}

function parseRule(rule: Fields): ResourceRule {
  return {
    apiGroups: texts(rule['apiGroups']),
    apiVersions: texts(rule['apiVersions']),
    resources: texts(rule['resources']),
    resourceNames: texts(rule['resourceNames']),
    operations: texts(rule['operations']),
    scope: (rule['scope'] as ResourceRule['scope'] | undefined) ?? '*',
  };
}

function specOf(object: KubernetesObject): Fields {
  return fields(object['spec']);
}

function fields(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** Go holds nothing where a field is null, and an empty item where one is. */
function items(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map((item) => withoutNulls(fields(item))) : [];
}

function withoutNulls(item: Fields): Fields {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}
