import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from './rule.ts';

/** A kind that Argo CD would wait for, as it has a health check for it that only a controller can satisfy. */
interface Unattended {
  readonly group: string;
  readonly kind: string;
  /** Whose work it would be. */
  readonly controller: string;
}

const unattended: readonly Unattended[] = [
  { group: 'cert-manager.io', kind: 'Certificate', controller: 'cert-manager' },
  { group: 'cert-manager.io', kind: 'ClusterIssuer', controller: 'cert-manager' },
  { group: 'external-secrets.io', kind: 'ClusterSecretStore', controller: 'external-secrets' },
  { group: 'external-secrets.io', kind: 'ExternalSecret', controller: 'external-secrets' },
  { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', controller: 'Karpenter' },
  { group: 'karpenter.sh', kind: 'NodePool', controller: 'Karpenter' },
  { group: 'monitoring.coreos.com', kind: 'Prometheus', controller: "Prometheus' operator" },
];

const unattendedRules = unattended.map(({ group, kind, controller }) =>
  healthRule(
    group,
    kind,
    `${controller} does not run in the lab, so nobody would ever report that a ${kind} is ready.`,
    `return { status = "Healthy", message = "Nobody attends to it in a lab: ${controller} does not run there" }\n`,
  ),
);

/** KEDA tells apart what is wrong with a ScaledObject and what is wrong with where its metrics come from. */
const scaledObjectRule = healthRule(
  'keda.sh',
  'ScaledObject',
  'Queues of the cloud and the predictor cannot be reached and pods report no metrics, so triggers fail in the lab; whatever else KEDA finds wrong counts.',
  readFileSync(join(import.meta.dirname, 'scaled-object.lua'), 'utf8'),
);

const noAddress = 'message = "No cloud gives it an address in a lab"';

const ingressRule = healthRule(
  'networking.k8s.io',
  'Ingress',
  'No cloud gives an Ingress an address in the lab, which Argo CD would wait for.',
  `return { status = "Healthy", ${noAddress} }\n`,
);

/** Argo CD itself finds every Service of another type healthy: what replaces its check has to say that too. */
const serviceRule = healthRule(
  '',
  'Service',
  'No cloud gives a Service of the type LoadBalancer an address in the lab, which Argo CD would wait for.',
  `if obj.spec.type == "LoadBalancer" then return { status = "Healthy", ${noAddress} } end\nreturn { status = "Healthy" }\n`,
);

/** By these Argo CD does not wait for what nobody in the lab will do. */
export const healthRules: readonly Rule[] = [...unattendedRules, ingressRule, serviceRule, scaledObjectRule];

function healthRule(group: string, kind: string, reason: string, check: string): Rule {
  return {
    name: `health-${kind}`,
    reason,
    kinds: ['ConfigMap'],
    paths: [['data', `resource.customizations.health.${group === '' ? kind : `${group}_${kind}`}`]],
    change: (before, { root }) => (isArgoConfiguration(root) ? check : before),
  };
}

function isArgoConfiguration(object: object): boolean {
  const { metadata } = object as { metadata?: { name?: string } };
  return metadata?.name === 'argocd-cm';
}
