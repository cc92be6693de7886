import type { KindFacts } from '../kubernetes/facts.ts';

/** Syntax of a name: whether it fits, and what to tell who broke it. */
export interface NameSyntax {
  readonly test: (name: string) => boolean;
  readonly allowed: string;
}

export const dnsLabel: NameSyntax = {
  test: (name) => name.length <= 63 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(name),
  allowed: 'at most 63 of a-z, 0-9 and -, beginning and ending with a letter or digit',
};

const dns1035Label: NameSyntax = {
  test: (name) => name.length <= 63 && /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(name),
  allowed: 'at most 63 of a-z, 0-9 and -, beginning with a letter and ending with a letter or digit',
};

export const dnsSubdomain: NameSyntax = {
  test: (name) =>
    name.length <= 253 &&
    /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(name),
  allowed: 'at most 253 of a-z, 0-9, - and ., every part beginning and ending with a letter or digit',
};

const pathSegment: NameSyntax = {
  test: (name) => name !== '.' && name !== '..' && !/[/%]/.test(name),
  allowed: 'anything but ., .. and what contains / or %',
};

const anything: NameSyntax = { test: () => true, allowed: 'anything' };

/** A CronJob's Jobs get 11 characters appended. */
const cronJobName: NameSyntax = {
  test: (name) => name.length <= 52 && dnsSubdomain.test(name),
  allowed: 'at most 52 of a-z, 0-9, - and ., every part beginning and ending with a letter or digit',
};

/** Kinds whose names are not DNS subdomains (`pkg/apis/<group>/validation` of Kubernetes 1.34). */
const byKind: Readonly<Record<string, NameSyntax>> = {
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

export function nameSyntaxOf({ group, kind }: KindFacts): NameSyntax {
  return byKind[`${group}/${kind}`] ?? dnsSubdomain;
}

export function needsName({ group, kind }: KindFacts): boolean {
  return !(group.startsWith('auth') && nameless.has(kind));
}
