import { mayHoldSecret } from '../../diff/redact.ts';
import { admissionCuts } from './admission.ts';
import { appMoves } from './app-move.ts';
import { appSetCuts } from './app-set.ts';
import { appRemovals, chartChanges, waveChanges } from './argocd.ts';
import { authorizationWidening } from './authorization.ts';
import { awsAccessWidening, securityGroupWidening } from './aws-access.ts';
import { awsPolicyWidening } from './aws-policy.ts';
import { awsWeakenings } from './aws-weakening.ts';
import { backupCuts } from './backup.ts';
import { capacityCuts } from './capacity.ts';
import { otherCloudRoles } from './cloud-role.ts';
import { unconfined } from './confinement.ts';
import { earlyObjects } from './definition-order.ts';
import { deletions, keepingCuts } from './deletion.ts';
import { budgetChanges } from './disruption.ts';
import { encryptionCuts } from './encryption.ts';
import { exposures } from './exposure.ts';
import type { Hazard, HazardRule, Reviewed } from './hazard.ts';
import { unpinnedImages } from './image.ts';
import { immutableFields } from './immutable.ts';
import { limitChanges } from './limits.ts';
import { networkPolicyWidening } from './network-policy.ts';
import { projectWidening } from './project.ts';
import { protectionCuts } from './protection.ts';
import { rbacWidening } from './rbac.ts';
import { recreations } from './recreation.ts';
import { rolloutCuts } from './rollout.ts';
import { scalerChanges } from './scaler.ts';
import { scalingBounds } from './scaling.ts';
import { schemaCuts } from './schema-cut.ts';
import { selectorChanges } from './selector.ts';
import { suspensions } from './suspension.ts';
import { syncCuts } from './sync.ts';
import { takeovers } from './takeover.ts';
import { webAclWeakening } from './web-acl.ts';

const rules: readonly HazardRule[] = [
  deletions,
  keepingCuts,
  immutableFields,
  recreations,
  takeovers,
  selectorChanges,
  capacityCuts,
  scalingBounds,
  scalerChanges,
  suspensions,
  limitChanges,
  exposures,
  networkPolicyWidening,
  authorizationWidening,
  unconfined,
  protectionCuts,
  admissionCuts,
  schemaCuts,
  budgetChanges,
  rolloutCuts,
  encryptionCuts,
  unpinnedImages,
  backupCuts,
  rbacWidening,
  otherCloudRoles,
  projectWidening,
  awsAccessWidening,
  awsPolicyWidening,
  securityGroupWidening,
  webAclWeakening,
  awsWeakenings,
  earlyObjects,
  waveChanges,
  syncCuts,
  appMoves,
  appSetCuts,
  chartChanges,
  appRemovals,
];

/** What a reviewer would want to know of a change, worst first. */
export function hazardsOf(reviewed: Reviewed): Hazard[] {
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
