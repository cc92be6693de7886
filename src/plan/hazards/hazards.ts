/**
 * What a reviewer should know of a change.
 *
 *     hazard.ts    what a hazard is, and what a rule looks at
 *     glob.ts      patterns that are within other ones
 *     container-pairs.ts    containers that go on, by whatever name
 *     data/        what is deleted, created again, forgotten, or no longer backed up
 *     fixed/       what nobody can change once it is there
 *     workloads/   pods: how many, how large, which ones, and how they are replaced
 *     exposure/    who reaches what, where traffic goes, and how well it is encrypted
 *     rights/      who may do what, in the cluster and on its nodes
 *     admission/   what keeps others from doing harm, or changes what they do
 *     aws/         the same of what AWS Controllers for Kubernetes manage
 *     argocd/      what is synced, when, and how
 */

import { mayHoldSecret } from '../../diff/redact.ts';
import { admissionCuts } from './admission/admission.ts';
import { demandCuts } from './admission/demands.ts';
import { engineScopeCuts } from './admission/engine-scope.ts';
import { engineCuts } from './admission/engines.ts';
import { mutations } from './admission/mutation.ts';
import { protectionCuts } from './admission/protection.ts';
import { appMoves } from './argocd/app-move.ts';
import { appSetCuts } from './argocd/app-set.ts';
import { appRemovals, chartChanges, waveChanges } from './argocd/apps.ts';
import { lostClusterLabels } from './argocd/cluster-labels.ts';
import { earlyObjects } from './argocd/definition-order.ts';
import { hiddenKinds } from './argocd/hidden-kinds.ts';
import { argoSettingCuts } from './argocd/own-settings.ts';
import { projectWidening } from './argocd/project.ts';
import { syncCuts } from './argocd/sync.ts';
import { syncWindowCuts } from './argocd/sync-windows.ts';
import { folderWeakenings, reconcileWeakenings } from './argocd/weakening.ts';
import { awsAccessWidening, securityGroupWidening } from './aws/access.ts';
import { otherCheckedHost } from './aws/checked-host.ts';
import { earlierExpiry } from './aws/lifecycle.ts';
import { managedChanges } from './aws/managed.ts';
import { awsPolicyWidening } from './aws/policy.ts';
import { awsWeakenings, parameterWeakenings } from './aws/weakening.ts';
import { webAclWeakening } from './aws/web-acl.ts';
import { backupCuts } from './data/backup.ts';
import { backupExclusions } from './data/backup-exclusion.ts';
import { backupWeakenings } from './data/backup-scope.ts';
import { deletions } from './data/deletion.ts';
import { keepingCuts } from './data/keeping.ts';
import { lostKeys } from './data/lost-keys.ts';
import { madeAgain } from './data/made-again.ts';
import { recreations } from './data/recreation.ts';
import { replacements } from './data/replacement.ts';
import { reruns } from './data/reruns.ts';
import { schemaCuts } from './data/schema-cut.ts';
import { schemaTightenings } from './data/schema-tightening.ts';
import { takeovers } from './data/takeover.ts';
import { veleroRequests } from './data/velero-requests.ts';
import { newAddresses } from './exposure/addresses.ts';
import { authorizationWidening } from './exposure/authorization.ts';
import { lostNames } from './exposure/certificates.ts';
import { ciliumWidening } from './exposure/cilium.ts';
import { newReaders } from './exposure/cors.ts';
import { encryptionCuts } from './exposure/encryption.ts';
import { exposures } from './exposure/exposure.ts';
import { lostHostnames } from './exposure/external-dns.ts';
import { leftGuards } from './exposure/left-guards.ts';
import { lostParts } from './exposure/lost-parts.ts';
import { lostSubsets } from './exposure/lost-subsets.ts';
import { meshCuts } from './exposure/mesh.ts';
import { meshBypasses } from './exposure/mesh-bypass.ts';
import { networkPolicyCuts, networkPolicyWidening } from './exposure/network-policy.ts';
import { otherHosts } from './exposure/other-host.ts';
import { proxyPatches } from './exposure/patches.ts';
import { plainValues } from './exposure/plain-values.ts';
import { otherLookups } from './exposure/pod-names.ts';
import { proxyGuardCuts } from './exposure/proxy-guards.ts';
import { ruleListCuts } from './exposure/rule-lists.ts';
import { newTokens } from './exposure/tokens.ts';
import { trafficChanges } from './exposure/traffic.ts';
import { trafficTlsCuts } from './exposure/traffic-tls.ts';
import { annotationWeakenings, labelWeakenings, trafficWeakenings } from './exposure/weakening.ts';
import { immutableFields } from './fixed/immutable.ts';
import type { Hazard, HazardRule, Reviewed } from './hazard.ts';
import { otherCloudRoles } from './rights/cloud-role.ts';
import { unconfined } from './rights/confinement.ts';
import { rbacWidening } from './rights/rbac.ts';
import { newAskers } from './rights/secret-stores.ts';
import { settingsWidening } from './rights/settings.ts';
import { accountWeakenings, secretWeakenings } from './rights/weakening.ts';
import { alertCuts } from './workloads/alerts.ts';
import { analysisCuts } from './workloads/analysis.ts';
import { capacityCuts } from './workloads/capacity.ts';
import { lostDaemonNodes } from './workloads/daemon-nodes.ts';
import { defaultClasses } from './workloads/default-class.ts';
import { budgetChanges } from './workloads/disruption.ts';
import { imageChanges } from './workloads/image.ts';
import { limitRangeChanges } from './workloads/limit-range.ts';
import { limitChanges } from './workloads/limits.ts';
import { lostLabels } from './workloads/lost-labels.ts';
import { nodeDrift } from './workloads/node-drift.ts';
import { nodePoolChanges } from './workloads/node-pool.ts';
import { careCuts } from './workloads/pod-care.ts';
import { rolloutCuts } from './workloads/rollout.ts';
import { slowerSteps } from './workloads/scale-up.ts';
import { scalerChanges } from './workloads/scaler.ts';
import { scalingBounds } from './workloads/scaling.ts';
import { selectorChanges } from './workloads/selector.ts';
import { suspensions } from './workloads/suspension.ts';
import { triggerReadings } from './workloads/trigger-reading.ts';
import { verticalChanges } from './workloads/vertical.ts';
import { volumeLosses } from './workloads/volumes.ts';
import { classWeakenings, workloadWeakenings } from './workloads/weakening.ts';

const rules: readonly HazardRule[] = [
  deletions,
  keepingCuts,
  lostKeys,
  madeAgain,
  immutableFields,
  recreations,
  reruns,
  replacements,
  takeovers,
  selectorChanges,
  lostLabels,
  capacityCuts,
  scalingBounds,
  scalerChanges,
  triggerReadings,
  slowerSteps,
  verticalChanges,
  suspensions,
  limitChanges,
  limitRangeChanges,
  exposures,
  lostParts,
  leftGuards,
  lostHostnames,
  lostSubsets,
  otherHosts,
  trafficChanges,
  newAddresses,
  otherLookups,
  networkPolicyWidening,
  networkPolicyCuts,
  ciliumWidening,
  ruleListCuts,
  authorizationWidening,
  newTokens,
  newReaders,
  proxyPatches,
  proxyGuardCuts,
  unconfined,
  plainValues,
  protectionCuts,
  admissionCuts,
  engineCuts,
  engineScopeCuts,
  demandCuts,
  mutations,
  schemaCuts,
  schemaTightenings,
  volumeLosses,
  careCuts,
  lostDaemonNodes,
  workloadWeakenings,
  classWeakenings,
  defaultClasses,
  nodePoolChanges,
  nodeDrift,
  budgetChanges,
  rolloutCuts,
  analysisCuts,
  alertCuts,
  encryptionCuts,
  lostNames,
  trafficTlsCuts,
  annotationWeakenings,
  labelWeakenings,
  trafficWeakenings,
  meshCuts,
  meshBypasses,
  imageChanges,
  backupCuts,
  veleroRequests,
  backupWeakenings,
  backupExclusions,
  rbacWidening,
  otherCloudRoles,
  settingsWidening,
  secretWeakenings,
  accountWeakenings,
  newAskers,
  projectWidening,
  awsAccessWidening,
  awsPolicyWidening,
  securityGroupWidening,
  webAclWeakening,
  awsWeakenings,
  parameterWeakenings,
  otherCheckedHost,
  managedChanges,
  earlierExpiry,
  earlyObjects,
  waveChanges,
  syncCuts,
  syncWindowCuts,
  hiddenKinds,
  argoSettingCuts,
  folderWeakenings,
  reconcileWeakenings,
  appMoves,
  appSetCuts,
  lostClusterLabels,
  chartChanges,
  appRemovals,
];

/** What a reviewer would want to know of a change, worst first. */
export function hazardsOf(reviewed: Reviewed): Hazard[] {
  // Tables go by kind, and have what all objects of the language have; no kind of Kubernetes is called that.
  if (Object.hasOwn(Object.prototype, reviewed.type)) return [];
  const found = rules.flatMap((rule) => rule(reviewed)).map(quotable);
  return found.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** GitHub cuts annotations off, and nobody reads on; the changes show what is meant. */
const longestMessage = 1_000;

/** Messages quote objects, and anything may stand anywhere in these. */
export function quotable(hazard: Hazard): Hazard {
  const { message } = hazard;
  const parts = [message, ...message.split(/[\s"',[\]{}]+/).filter(({ length }) => length >= 24)];
  if (parts.some(mayHoldSecret)) return { ...hazard, message: 'what it says of the change holds a Secret' };
  if (message.length <= longestMessage) return hazard;
  return { ...hazard, message: `${message.slice(0, longestMessage).toWellFormed()}…` };
}
