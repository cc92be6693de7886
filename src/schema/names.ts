import type { KindFacts } from '../kubernetes/facts.ts';
import * as shapes from './fields/shapes.ts';

/** Syntax of a text: whether it fits, and what to tell who broke it. */
export interface Syntax {
  readonly test: (text: string) => boolean;
  readonly allowed: string;
}

/** A shape of fields, for texts that no schema judges: names of objects, keys of maps. */
function syntaxOf({
  pattern,
  maxLength = Number.POSITIVE_INFINITY,
  'x-plumb-allowed': allowed,
}: shapes.TextShape): Syntax {
  const form = new RegExp(pattern);
  return { test: (text) => text.length <= maxLength && form.test(text), allowed };
}

export const dnsLabel = syntaxOf(shapes.dnsLabel);
export const dns1035Label = syntaxOf(shapes.serviceName);
export const dnsSubdomain = syntaxOf(shapes.subdomain);
export const dataKey = syntaxOf(shapes.dataKey);
export const labelValue = syntaxOf(shapes.labelValue);
const pathSegment = syntaxOf(shapes.pathSegment);

const qualified = syntaxOf(shapes.qualifiedName);
/** `IsQualifiedName` of `apimachinery/pkg/util/validation`; the pattern cannot tell how long the domain is. */
export const qualifiedName: Syntax = {
  test: (text) => text.indexOf('/') <= shapes.subdomain.maxLength && qualified.test(text),
  allowed: qualified.allowed,
};

const anything: Syntax = { test: () => true, allowed: 'anything' };

/** A CronJob's Jobs get 11 characters appended. */
const cronJobName: Syntax = {
  test: (name) => name.length <= 52 && dnsSubdomain.test(name),
  allowed: 'at most 52 of a-z, 0-9, - and ., every part beginning and ending with a letter or digit',
};

/** Kinds whose names are not DNS subdomains (`pkg/apis/<group>/validation` of Kubernetes 1.34). */
const byKind: Readonly<Record<string, Syntax>> = {
  '/Event': anything,
  '/Namespace': dnsLabel,
  '/Service': dns1035Label,
  'apiregistration.k8s.io/APIService': pathSegment,
  'apps/StatefulSet': dnsLabel,
  'batch/CronJob': cronJobName,
  'certificates.k8s.io/CertificateSigningRequest': pathSegment,
  'events.k8s.io/Event': anything,
  'networking.k8s.io/IPAddress': anything,
  'rbac.authorization.k8s.io/ClusterRole': pathSegment,
  'rbac.authorization.k8s.io/ClusterRoleBinding': pathSegment,
  'rbac.authorization.k8s.io/Role': pathSegment,
  'rbac.authorization.k8s.io/RoleBinding': pathSegment,
};

/** Kinds that are asked for and answered, never stored: they need no name. */
const nameless = new Set([
  'LocalSubjectAccessReview',
  'SelfSubjectAccessReview',
  'SelfSubjectReview',
  'SelfSubjectRulesReview',
  'SubjectAccessReview',
  'TokenReview',
]);

export function nameSyntaxOf({ group, kind }: KindFacts): Syntax {
  return byKind[`${group}/${kind}`] ?? dnsSubdomain;
}

export function needsName({ group, kind }: KindFacts): boolean {
  return !(group.startsWith('auth') && nameless.has(kind));
}
