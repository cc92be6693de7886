import { parseDuration } from '../../../manifest/duration.ts';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectMaps } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { qualifiedName } from '../../leavers.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';
import { otherArguments } from './analysis.ts';

/** Rollouts of which a new version reaches more, sooner, or unchecked. */
export function rolloutCuts({ type, before, after, leavers }: Reviewed): Hazard[] {
  if (type !== 'argoproj.io/Rollout' || before === undefined || after === undefined) return [];
  const [old, now] = [analysesOf(before), analysesOf(after)];
  // A template is one of the namespace, or of the cluster.
  const isKept = (name: string): boolean =>
    [...now].some((other) =>
      [before?.metadata.namespace, undefined].some((namespace) => {
        const [one, another] = [name, other].map((each) => qualifiedName(namespace, each)) as [
          string,
          string,
        ];
        const kind = namespace === undefined ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
        return leavers.areSame(`argoproj.io/${kind}`, one, another);
      }),
    );
  const [was, is] = [firstShareOf(before), firstShareOf(after)];
  const messages = [
    ...[...old].filter((name) => !isKept(name)).map((name) => `${name} no longer checks a new version`),
    ...(was !== undefined && is !== undefined && is > was
      ? [`a new version begins with ${is} %, not with ${was} %`]
      : []),
    ...(was !== undefined && is === was && jumpOf(after) > jumpOf(before)
      ? [`a new version goes up by ${jumpOf(after)} % at once, not by ${jumpOf(before)} %`]
      : []),
    ...(isRouted(before) && is !== undefined && !isRouted(after)
      ? ['a new version gets its share by the number of its pods, no longer by weight (trafficRouting)']
      : []),
    ...shorterPauses(pausesOf(before), pausesOf(after)),
    ...(waitsForWord(before) && !waitsForWord(after)
      ? ['a new version is promoted without being asked']
      : []),
    ...[...trialsOf(after).difference(trialsOf(before))].map(
      (name) => `what ${name} measures stops no new version (dryRun)`,
    ),
    ...analyses.flatMap((place) => otherArguments(`${strategy}.${place}.args[]`, before, after)),
    ...(checkedFrom(after) > checkedFrom(before)
      ? [`a new version is checked from step ${checkedFrom(after)} on, not from ${checkedFrom(before)}`]
      : []),
  ];
  const path = ['spec', 'strategy'];
  return messages.map((message) => ({ severity: 'warning', rule: 'protection-cut', message, path }));
}

const strategy = 'spec.strategy';

/** Argo Rollouts 1.8, `pkg/apis/rollouts/v1alpha1/types.go`. */
const analyses = [
  'canary.analysis',
  'canary.steps[].analysis',
  'blueGreen.prePromotionAnalysis',
  'blueGreen.postPromotionAnalysis',
];

function analysesOf(rollout: KubernetesObject | undefined): ReadonlySet<string> {
  return namesIn(rollout, [
    ...analyses.map((place) => `${place}.templates[].templateName`),
    'canary.steps[].experiment.analyses[].templateName',
  ]);
}

function trialsOf(rollout: KubernetesObject): ReadonlySet<string> {
  return namesIn(
    rollout,
    analyses.map((place) => `${place}.dryRun[].metricName`),
  );
}

function namesIn(rollout: KubernetesObject | undefined, places: readonly string[]): ReadonlySet<string> {
  return new Set(
    places.flatMap((place) => select(rollout, `${strategy}.${place}`).map(({ value }) => shown(value))),
  );
}

/** Without weights, a new version is for everyone as soon as it runs. */
function firstShareOf(rollout: KubernetesObject | undefined): number | undefined {
  if (fieldsOf(rollout, 'spec', 'strategy')['canary'] === undefined) return undefined;
  const [first] = select(rollout, `${strategy}.canary.steps[].setWeight`);
  return first === undefined ? 100 : Number(shown(first.value));
}

/** The most that a new version gets more of at once, the last step to all included. */
function jumpOf(rollout: KubernetesObject | undefined): number {
  const weights = select(rollout, `${strategy}.canary.steps[].setWeight`).map(({ value }) => numberOf(value));
  return Math.max(...[...weights, 100].map((weight, index) => weight - (weights[index - 1] ?? 0)));
}

function isRouted(rollout: KubernetesObject | undefined): boolean {
  return isRecord(fieldsOf(rollout, 'spec', 'strategy', 'canary')['trafficRouting']);
}

/** In seconds, each: without a duration, until somebody says so. A number is in seconds too. */
function pausesOf(rollout: KubernetesObject | undefined): number[] {
  return selectMaps(rollout, `${strategy}.canary.steps[].pause`).map(({ value: { duration } }) => {
    const text = duration === undefined ? '' : shown(duration);
    if (text === '') return Number.POSITIVE_INFINITY;
    return /^\d+$/.test(text) ? Number(text) : Number(parseDuration(text) ?? 0n) / 1e9;
  });
}

function shorterPauses(before: readonly number[], after: readonly number[]): string[] {
  const [asked, asks] = [before, after].map((all) => all.filter((each) => !Number.isFinite(each)).length);
  const [was, is] = [before, after].map((all) => sum(all.filter(Number.isFinite))) as [number, number];
  if (before.length > 0 && after.length === 0) return ['a new version goes on without a pause'];
  if ((asks ?? 0) < (asked ?? 0)) return ['a new version goes on where it waited to be asked'];
  return is < was ? [`a new version waits ${is} s in all before it goes on, not ${was} s`] : [];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

function waitsForWord(rollout: KubernetesObject | undefined): boolean {
  return fieldsOf(rollout, 'spec', 'strategy', 'blueGreen')['autoPromotionEnabled'] === false;
}

function checkedFrom(rollout: KubernetesObject | undefined): number {
  return numberOf(fieldsOf(rollout, 'spec', 'strategy', 'canary', 'analysis')['startingStep'] ?? 0);
}
