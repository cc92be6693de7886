import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectMaps } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Rollouts of which a new version reaches more, sooner, or unchecked. */
export function rolloutCuts({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'argoproj.io/Rollout' || change.kind !== 'changed') return [];
  const [old, now] = [analysesOf(before), analysesOf(after)];
  const [was, is] = [firstShareOf(before), firstShareOf(after)];
  const messages = [
    ...[...old.difference(now)].map((name) => `${name} no longer checks a new version`),
    ...(was !== undefined && is !== undefined && is > was
      ? [`a new version begins with ${is} %, not with ${was} %`]
      : []),
    ...(pausesOf(before) > 0 && pausesOf(after) === 0 ? ['a new version goes on without a pause'] : []),
    ...(waitsForWord(before) && !waitsForWord(after)
      ? ['a new version is promoted without being asked']
      : []),
  ];
  const path = ['spec', 'strategy'];
  return messages.map((message) => ({ severity: 'warning', rule: 'protection-cut', message, path }));
}

const strategy = 'spec.strategy';

/** Argo Rollouts 1.8, `pkg/apis/rollouts/v1alpha1/types.go`. */
function analysesOf(rollout: KubernetesObject | undefined): ReadonlySet<string> {
  const places = [
    `${strategy}.canary.analysis.templates[].templateName`,
    `${strategy}.canary.steps[].analysis.templates[].templateName`,
    `${strategy}.canary.steps[].experiment.analyses[].templateName`,
    `${strategy}.blueGreen.prePromotionAnalysis.templates[].templateName`,
    `${strategy}.blueGreen.postPromotionAnalysis.templates[].templateName`,
  ];
  return new Set(places.flatMap((place) => select(rollout, place).map(({ value }) => shown(value))));
}

/** Without weights, a new version is for everyone as soon as it runs. */
function firstShareOf(rollout: KubernetesObject | undefined): number | undefined {
  if (fieldsOf(rollout, 'spec', 'strategy')['canary'] === undefined) return undefined;
  const [first] = select(rollout, `${strategy}.canary.steps[].setWeight`);
  return first === undefined ? 100 : Number(shown(first.value));
}

function pausesOf(rollout: KubernetesObject | undefined): number {
  return selectMaps(rollout, `${strategy}.canary.steps[].pause`).length;
}

function waitsForWord(rollout: KubernetesObject | undefined): boolean {
  return fieldsOf(rollout, 'spec', 'strategy', 'blueGreen')['autoPromotionEnabled'] === false;
}
