/**
 * References between objects of one cluster. Plain ones are data (`table.ts`, judged by `names.ts`); the rest are one
 * file each. When a missing object is an error and when a warning: `missing.ts`.
 */
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';
import { bindingSubjects } from './bindings.ts';
import { destinationRuleHost, virtualServiceReferences } from './istio.ts';
import { monitoredServices } from './monitors.ts';
import { namedReferences } from './names.ts';
import { rolloutReferences } from './rollouts.ts';
import { soleScaler } from './scalers.ts';
import { disruptionBudgetPods, networkPolicyPods, servicePods } from './selectors.ts';
import { ingressBackends, routeBackends } from './service-ports.ts';

type ReferenceRule = (from: CheckedObject, inventory: Inventory) => readonly Problem[];

const byType: ReadonlyMap<string, readonly ReferenceRule[]> = new Map(
  Object.entries<readonly ReferenceRule[]>({
    Service: [servicePods],
    'argoproj.io/Rollout': [rolloutReferences],
    'autoscaling/HorizontalPodAutoscaler': [soleScaler],
    'gateway.networking.k8s.io/GRPCRoute': [routeBackends],
    'gateway.networking.k8s.io/HTTPRoute': [routeBackends],
    'gateway.networking.k8s.io/TCPRoute': [routeBackends],
    'gateway.networking.k8s.io/TLSRoute': [routeBackends],
    'keda.sh/ScaledObject': [soleScaler],
    'monitoring.coreos.com/ServiceMonitor': [monitoredServices],
    'networking.istio.io/DestinationRule': [destinationRuleHost],
    'networking.istio.io/VirtualService': [virtualServiceReferences],
    'networking.k8s.io/Ingress': [ingressBackends],
    'networking.k8s.io/NetworkPolicy': [networkPolicyPods],
    'policy/PodDisruptionBudget': [disruptionBudgetPods],
    'rbac.authorization.k8s.io/ClusterRoleBinding': [bindingSubjects],
    'rbac.authorization.k8s.io/RoleBinding': [bindingSubjects],
  }),
);

export function referenceProblems(from: CheckedObject, inventory: Inventory): Problem[] {
  return [
    ...namedReferences(from, inventory),
    ...(byType.get(from.type) ?? []).flatMap((rule) => rule(from, inventory)),
  ];
}
