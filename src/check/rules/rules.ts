/**
 * Rules of one object that no schema holds: what the API server checks by hand, or what cannot work. Each file is a
 * family; references to other objects are in `../references/`.
 */

import type { ApiFacts } from '../../kubernetes/facts.ts';
import { podsOf } from '../../kubernetes/pods.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { accessRules, bindingRules } from './access.ts';
import { disruptionBudget, scalerBounds } from './bounds.ts';
import {
  claimTemplatesOf,
  containerNames,
  probePortsExist,
  restartPolicyFits,
  volumesExist,
} from './containers.ts';
import { schedules, timeZone } from './cron.ts';
import { dataKeys, dataKeysOnce, dataSize, priority } from './data.ts';
import { definitionRules } from './definition.ts';
import { imagesAreTrimmed } from './images.ts';
import { ingressRules } from './ingress.ts';
import { limitRange } from './limit-range.ts';
import { networkPolicyRules } from './network-policy.ts';
import { podAnnotations } from './pod-annotations.ts';
import { podResourcesAreSound } from './pod-resources.ts';
import { quota } from './quota.ts';
import { resourcesAreSound } from './resources.ts';
import { scopeFits } from './scope.ts';
import { secretKeys } from './secrets.ts';
import { selectorMatchesTemplate } from './selector.ts';
import { serviceRules } from './service.ts';
import { serviceAddresses } from './service-addresses.ts';
import { statefulSetName } from './stateful-name.ts';
import { webhookRules } from './webhooks.ts';

type ObjectRule = (checked: CheckedObject) => readonly Problem[];

const byType: ReadonlyMap<string, readonly ObjectRule[]> = new Map(
  Object.entries<readonly ObjectRule[]>({
    ConfigMap: [dataKeys, dataKeysOnce, dataSize],
    LimitRange: [limitRange],
    ResourceQuota: [quota],
    Secret: [dataKeys, dataSize, secretKeys],
    Service: [serviceRules, serviceAddresses],
    'admissionregistration.k8s.io/MutatingWebhookConfiguration': [webhookRules],
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration': [webhookRules],
    'apiextensions.k8s.io/CustomResourceDefinition': [definitionRules],
    'apps/StatefulSet': [statefulSetName],
    'autoscaling/HorizontalPodAutoscaler': [scalerBounds],
    'batch/CronJob': [schedules, timeZone],
    'keda.sh/ScaledJob': [scalerBounds, schedules],
    'keda.sh/ScaledObject': [scalerBounds, schedules],
    'networking.k8s.io/Ingress': [ingressRules],
    'networking.k8s.io/NetworkPolicy': [networkPolicyRules],
    'policy/PodDisruptionBudget': [disruptionBudget],
    'rbac.authorization.k8s.io/ClusterRole': [accessRules],
    'rbac.authorization.k8s.io/ClusterRoleBinding': [bindingRules],
    'rbac.authorization.k8s.io/Role': [accessRules],
    'rbac.authorization.k8s.io/RoleBinding': [bindingRules],
    'scheduling.k8s.io/PriorityClass': [priority],
    'velero.io/Schedule': [schedules],
  }),
);

export function objectProblems(checked: CheckedObject, facts: ApiFacts): Problem[] {
  const problems = [
    ...scopeFits(checked, facts),
    ...(byType.get(checked.type) ?? []).flatMap((rule) => rule(checked)),
  ];
  const pods = podsOf(checked.type, checked.object);
  if (pods === undefined) return problems;
  return [
    ...problems,
    ...selectorMatchesTemplate(checked, pods),
    ...restartPolicyFits(checked.type, pods),
    ...containerNames(pods),
    ...volumesExist(pods, claimTemplatesOf(checked.object)),
    ...imagesAreTrimmed(checked.type, pods),
    ...probePortsExist(pods),
    ...resourcesAreSound(pods),
    ...podResourcesAreSound(pods),
    ...podAnnotations(pods),
  ];
}
