import { appRemovals, chartChanges, waveChanges } from './argocd.ts';
import { capacityCuts } from './capacity.ts';
import { deletions } from './deletion.ts';
import { exposures } from './exposure.ts';
import type { Hazard, HazardRule, Reviewed } from './hazard.ts';
import { immutableFields } from './immutable.ts';
import { protectionCuts } from './protection.ts';
import { rbacWidening } from './rbac.ts';
import { recreations } from './recreation.ts';
import { scalingBounds } from './scaling.ts';
import { selectorChanges } from './selector.ts';

const rules: readonly HazardRule[] = [
  deletions,
  immutableFields,
  recreations,
  selectorChanges,
  capacityCuts,
  scalingBounds,
  exposures,
  protectionCuts,
  rbacWidening,
  waveChanges,
  chartChanges,
  appRemovals,
];

/** What a reviewer would want to know of a change, worst first. */
export function hazardsOf(reviewed: Reviewed): Hazard[] {
  const found = rules.flatMap((rule) => rule(reviewed));
  return found.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}
