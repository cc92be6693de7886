import { mayHoldSecret } from '../../diff/redact.ts';
import { appRemovals, chartChanges, waveChanges } from './argocd.ts';
import { authorizationWidening } from './authorization.ts';
import { backupCuts } from './backup.ts';
import { capacityCuts } from './capacity.ts';
import { unconfined } from './confinement.ts';
import { earlyObjects } from './definition-order.ts';
import { deletions } from './deletion.ts';
import { budgetChanges } from './disruption.ts';
import { encryptionCuts } from './encryption.ts';
import { exposures } from './exposure.ts';
import type { Hazard, HazardRule, Reviewed } from './hazard.ts';
import { unpinnedImages } from './image.ts';
import { immutableFields } from './immutable.ts';
import { limitChanges } from './limits.ts';
import { protectionCuts } from './protection.ts';
import { rbacWidening } from './rbac.ts';
import { recreations } from './recreation.ts';
import { scalingBounds } from './scaling.ts';
import { selectorChanges } from './selector.ts';
import { syncCuts } from './sync.ts';

const rules: readonly HazardRule[] = [
  deletions,
  immutableFields,
  recreations,
  selectorChanges,
  capacityCuts,
  scalingBounds,
  limitChanges,
  exposures,
  authorizationWidening,
  unconfined,
  protectionCuts,
  budgetChanges,
  encryptionCuts,
  unpinnedImages,
  backupCuts,
  rbacWidening,
  earlyObjects,
  waveChanges,
  syncCuts,
  chartChanges,
  appRemovals,
];

/** What a reviewer would want to know of a change, worst first. */
export function hazardsOf(reviewed: Reviewed): Hazard[] {
  const found = rules.flatMap((rule) => rule(reviewed)).map(withoutSecrets);
  return found.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** Messages quote objects, and anything may stand anywhere in these. */
function withoutSecrets(hazard: Hazard): Hazard {
  const parts = [
    hazard.message,
    ...hazard.message.split(/[\s"',[\]{}]+/).filter(({ length }) => length >= 24),
  ];
  return parts.some(mayHoldSecret)
    ? { ...hazard, message: 'what it says of the change holds a Secret' }
    : hazard;
}
