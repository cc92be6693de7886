import type { SchemaNode } from '../node.ts';
import type { Problems } from '../problems.ts';
import { areAddresses } from './addresses.ts';
import { fieldsAreNames, keysMatchOneWay } from './affinity.ts';
import { amountsOf, pagesNeedMore, wholeAmounts } from './amounts.ts';
import { apiServiceRules } from './api-services.ts';
import { deviceRules } from './devices.ts';
import { attributesAreOfDriver, diskRules } from './disks.ts';
import { divisorIsUnit, keyIsKey, tellsOfItself, volumeTellsOfPod } from './downward.ts';
import {
  addressesFitType,
  hasAddresses,
  healthIsAsked,
  namesAreOfDomains,
  othersReachIt,
  parametersHavePlace,
  portsAreNamed,
} from './endpoints.ts';
import { callsOverHttps, warnsOfDeprecation } from './extensions.ts';
import { flowRules } from './flows.ts';
import { indexesAreFew, podsCanBeNamed, successIsOfIndexes } from './indexes.ts';
import {
  exitCodesAreFailures,
  failedIndexesAreCounted,
  failuresAreSeen,
  failuresNameContainers,
  numbersItsPods,
  ruleHasOneReason,
  selectorIsMade,
  successIsCounted,
} from './jobs.ts';
import { labelKeys } from './labels.ts';
import { metadataRules } from './metadata.ts';
import { metricRules } from './metrics.ts';
import { hasNoDebuggersYet, resizesWithoutRestart, waitsForNode } from './new-pods.ts';
import { nodeRules } from './nodes.ts';
import { once } from './once.ts';
import {
  claimsAreOfPod,
  hasNameServers,
  initContainersEnd,
  probesFit,
  resizesOnce,
  searchesFew,
  sleepsWithinGrace,
} from './pods.ts';
import { hostPortsAreTheirOwn, hostPortsOnce, nodePortsOnce } from './ports.ts';
import { keptSourcesAreNamed, resourceIsNamed, sourcesAgree, sourcesAreNamed } from './references.ts';
import {
  neverEnds,
  oneOfSurgeAndUnavailable,
  onlyForRollingUpdates,
  progressTakesLongerThanReadiness,
  selectsSomething,
  surgeOrUnavailable,
} from './rollouts.ts';
import { asksKnownVersions, targetHasGroup } from './scalers.ts';
import {
  keysNeedSelector,
  labelValuesFit,
  nodeLabelsFit,
  nodeValuesFit,
  spreadsOverDomains,
  tolerates,
  tolerationsOnce,
} from './scheduling.ts';
import {
  appArmorIsNamed,
  deniesAndGrants,
  seccompIsNamed,
  setsOwnSysctls,
  sharesOneWay,
  showsProcOfOwnUsers,
  sysctlsOnce,
} from './security.ts';
import type { Fields, StructRule } from './struct.ts';
import {
  claimsAreNamed,
  filesOnce,
  mountsBothWays,
  namesContainer,
  readsOnlyAllBelow,
  secretIsNamed,
  staysInside,
  takesNameOfPod,
} from './volumes.ts';
import { capacityIsStorage, localHasPlace, onePodAlone, rootIsKept } from './volumes-of-cluster.ts';
import { fitsSystem, runsOnHostAsOne, userIsOfWindows } from './windows.ts';

/**
 * What the API server checks by hand in built-in kinds, of several fields of one struct at a time, after it has filled
 * in defaults; by the last three parts of the definition's name. Read in `pkg/apis/<group>/validation` of Kubernetes
 * 1.34, and held against a real API server.
 */
const structs: ReadonlyMap<string, readonly StructRule[]> = new Map(
  Object.entries<readonly StructRule[]>({
    'apps.v1.DaemonSetSpec': [neverEnds, selectsSomething],
    'apps.v1.DaemonSetUpdateStrategy': [oneOfSurgeAndUnavailable],
    'apps.v1.DeploymentSpec': [neverEnds, selectsSomething, progressTakesLongerThanReadiness],
    'apps.v1.DeploymentStrategy': [onlyForRollingUpdates],
    'apps.v1.ReplicaSetSpec': [neverEnds, selectsSomething],
    'apps.v1.RollingUpdateDeployment': [surgeOrUnavailable],
    'apps.v1.StatefulSetSpec': [
      neverEnds,
      selectsSomething,
      claimsAreNamed,
      keptSourcesAreNamed('volumeClaimTemplates[].spec'),
    ],
    'apps.v1.StatefulSetUpdateStrategy': [onlyForRollingUpdates],
    'admissionregistration.v1.WebhookClientConfig': [callsOverHttps],
    ...apiServiceRules,
    'apiextensions.v1.CustomResourceDefinitionVersion': [warnsOfDeprecation],
    'apiextensions.v1.WebhookClientConfig': [callsOverHttps],
    'autoscaling.v1.HorizontalPodAutoscalerSpec': [targetHasGroup],
    'autoscaling.v2.HorizontalPodAutoscalerSpec': [asksKnownVersions, targetHasGroup],
    ...metricRules,
    'batch.v1.Job': [podsCanBeNamed],
    'batch.v1.JobSpec': [
      failedIndexesAreCounted,
      failuresAreSeen,
      failuresNameContainers,
      indexesAreFew,
      numbersItsPods,
      selectorIsMade,
      successIsCounted,
      successIsOfIndexes,
    ],
    'batch.v1.PodFailurePolicyOnExitCodesRequirement': [exitCodesAreFailures],
    'batch.v1.PodFailurePolicyRule': [ruleHasOneReason],
    'core.v1.AppArmorProfile': [appArmorIsNamed],
    'core.v1.CSIVolumeSource': [secretIsNamed],
    'core.v1.Container': [mountsBothWays, probesFit, resizesOnce],
    ...diskRules,
    'core.v1.DownwardAPIVolumeFile': [volumeTellsOfPod, namesContainer, staysInside('file', 'path')],
    'core.v1.EmptyDirVolumeSource': [amountsOf('sizeLimit', 'at least 0')],
    'core.v1.EndpointAddress': [areAddresses('ip'), othersReachIt],
    'core.v1.EndpointSubset': [hasAddresses, portsAreNamed],
    'core.v1.EnvVarSource': [tellsOfItself],
    'core.v1.EphemeralVolumeSource': [takesNameOfPod],
    'core.v1.HostAlias': [areAddresses('ip')],
    'core.v1.HostPathVolumeSource': [staysInside('straight', 'path')],
    'core.v1.KeyToPath': [staysInside('file', 'path')],
    'core.v1.LocalVolumeSource': [staysInside('straight', 'path')],
    'core.v1.NodeSelector': [nodeLabelsFit],
    'core.v1.NodeSelectorRequirement': [nodeValuesFit],
    'core.v1.NodeSelectorTerm': [fieldsAreNames],
    'core.v1.ObjectFieldSelector': [keyIsKey],
    'core.v1.PersistentVolumeClaimSpec': [
      amountsOf('resources.requests.storage', 'more than 0'),
      onePodAlone,
      sourcesAgree,
      sourcesAreNamed,
    ],
    'core.v1.PersistentVolumeClaimTemplate': [keptSourcesAreNamed('spec')],
    'core.v1.PersistentVolumeSpec': [
      amountsOf('capacity.storage', 'more than 0'),
      attributesAreOfDriver,
      capacityIsStorage,
      localHasPlace,
      onePodAlone,
      rootIsKept,
    ],
    'core.v1.Pod': [nodePortsOnce, waitsForNode],
    'core.v1.PodAffinityTerm': [keysMatchOneWay, keysNeedSelector],
    'core.v1.PodDNSConfig': [areAddresses('nameservers[]'), searchesFew],
    'core.v1.PodSecurityContext': [sysctlsOnce],
    'core.v1.PodSpec': [
      claimsAreOfPod,
      fitsSystem,
      hasNoDebuggersYet,
      hasNameServers,
      hostPortsAreTheirOwn,
      hostPortsOnce,
      initContainersEnd,
      labelKeys('nodeSelector'),
      resizesWithoutRestart,
      runsOnHostAsOne,
      setsOwnSysctls,
      sharesOneWay,
      showsProcOfOwnUsers,
      sleepsWithinGrace,
    ],
    'core.v1.ProjectedVolumeSource': [filesOnce],
    'core.v1.ReplicationControllerSpec': [neverEnds],
    'core.v1.ResourceFieldSelector': [divisorIsUnit],
    'core.v1.ResourceRequirements': [
      amountsOf('requests{}', 'at least 0'),
      amountsOf('limits{}', 'at least 0'),
      pagesNeedMore,
      wholeAmounts,
    ],
    'core.v1.SeccompProfile': [seccompIsNamed],
    'core.v1.SecurityContext': [deniesAndGrants],
    'core.v1.ServiceAccountTokenProjection': [staysInside('file', 'path')],
    'core.v1.ServiceSpec': [healthIsAsked, labelKeys('selector')],
    'core.v1.Toleration': [tolerates],
    'core.v1.TopologySpreadConstraint': [keysNeedSelector, spreadsOverDomains],
    'core.v1.VolumeMount': [readsOnlyAllBelow, staysInside('descending', 'subPath', 'subPathExpr')],
    'core.v1.WindowsSecurityContextOptions': [userIsOfWindows],
    'discovery.v1.EndpointHints': [once('forZones[]', 'name'), once('forNodes[]', 'name')],
    'discovery.v1.EndpointSlice': [addressesFitType, namesAreOfDomains, once('ports[]', 'name')],
    ...flowRules,
    'meta.v1.LabelSelector': [labelKeys('matchLabels')],
    'meta.v1.LabelSelectorRequirement': [labelValuesFit],
    ...metadataRules,
    'networking.v1.IngressBackend': [resourceIsNamed],
    'networking.v1.IngressClassParametersReference': [parametersHavePlace],
    ...nodeRules,
    'node.v1.Scheduling': [labelKeys('nodeSelector'), tolerationsOnce],
    ...deviceRules,
    'storage.v1.CSIDriverSpec': [once('tokenRequests[]', 'audience')],
  }),
);

/** Tells what fields of a built-in struct do not go together. */
export function checkStruct(value: Fields, node: SchemaNode, problems: Problems): void {
  const rules = node.definition === undefined ? undefined : structs.get(node.definition);
  for (const { at, ...wrong } of rules?.flatMap((rule) => rule(value)) ?? []) {
    const severity = problems.isUnread() ? 'warning' : 'error';
    for (const step of at) problems.enter(step);
    problems.add({ rule: 'invalid-value', value: undefined, severity, ...wrong });
    for (const _ of at) problems.leave();
  }
}
