import { expect, test } from 'vitest';
import { formatIdentity, type KubernetesObject } from '../../../src/manifest/object.ts';
import type { LoadedManifest } from '../../../src/manifest/read.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { changed } from '../../../src/policy/cases/change.ts';
import { checkFleetRules, resultsOf } from '../../../src/policy/fleet-rules/check.ts';
import { environmentsOf } from '../../../src/policy/fleet-rules/clusters.ts';
import { loadRules } from '../../../src/policy/fleet-rules/load.ts';
import { renderedData } from '../../../src/policy/fleet-rules/rendered.ts';
import { checkout } from '../../support/checkout.ts';

const { manifests } = await readManifestPaths(['dist'], checkout);
const { rules } = await loadRules(['policies'], checkout);
const data = renderedData(manifests, checkout).manifests;
const production = [...manifests, ...data].filter(({ file }) =>
  /^(dist|environments)\/production\//.test(file),
);

test('dist breaks no rule, but where it is exempt', async () => {
  const report = await checkFleetRules({ policies: ['policies'], manifests, workingDirectory: checkout });
  expect(report.findings).toEqual([]);
  expect(
    report.results.flatMap(({ rule, violations }) => violations.map(({ message }) => `${rule}: ${message}`)),
  ).toEqual([]);
  const exempt = report.results.flatMap(({ rule, exempted }) =>
    exempted.map(({ violation }) => `${rule} ${formatIdentity(violation.object.identity)}`),
  );
  expect(exempt).toEqual([
    'require-backups-of-state Region.plumbline.dev eu-central-1',
    'require-backups-of-state Region.plumbline.dev us-west-2',
  ]);
  const clusters = report.results.filter(({ rule }) => rule === 'fit-quotas').map(({ over }) => over);
  expect(clusters).toContain('production/ap-northeast-3');
  expect(clusters).toContain('production/hub');
});

interface Breach {
  readonly rule: string;
  /** Ends the path of a file of production. */
  readonly file: string;
  /** `undefined` if the object is removed. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly says: string;
}

/** One mistake in production for each rule. */
const breaches: readonly Breach[] = [
  {
    rule: 'complete-canary-analysis',
    file: 'ap-northeast-1/receipt-web/AnalysisTemplate.receipt-web.receipt-web-latency.yaml',
    says: 'there is no AnalysisTemplate receipt-web-latency',
  },
  {
    rule: 'fit-quotas',
    file: 'ap-northeast-1/receipt-ocr/ResourceQuota.receipt-ocr.reserved.yaml',
    change: { 'spec.hard["requests.memory"]': '449Gi' },
    says: 'need 450Gi of requests.memory',
  },
  {
    rule: 'forbid-competing-scalers',
    file: 'ap-northeast-1/receipt-web/ScaledObject.receipt-web.receipt-web.yaml',
    change: { 'metadata.namespace': 'receipt-api', 'spec.scaleTargetRef.name': 'receipt-api' },
    says: 'already scales argoproj.io/Rollout receipt-api/receipt-api',
  },
  {
    rule: 'forbid-overlapping-disruption-budgets',
    file: 'ap-northeast-1/receipt-web/PodDisruptionBudget.receipt-web.receipt-web.yaml',
    change: { 'metadata.namespace': 'receipt-api', 'spec.selector': {} },
    says: 'pods with two budgets cannot be evicted',
  },
  {
    rule: 'forbid-queries-of-nothing',
    file: 'ap-northeast-1/monitoring/PodMonitor.monitoring.istio-proxies.yaml',
    says: 'there is no PodMonitor monitoring/istio-proxies',
  },
  {
    rule: 'keep-drains-possible',
    file: 'ap-northeast-1/incident-sage/PodDisruptionBudget.incident-sage.incident-sage.yaml',
    change: { 'spec.minAvailable': 3 },
    says: 'at a scale of 3 no pod may be evicted',
  },
  {
    rule: 'keep-releases-in-waves',
    file: 'us-west-2/receipt-api/Rollout.receipt-api.receipt-api.yaml',
    change: { 'spec.template.spec.containers[0].image': 'receipt-api@sha256:1111' },
    says: 'out of turn',
  },
  {
    rule: 'leave-replicas-to-scalers',
    file: 'ap-northeast-1/receipt-ocr/Deployment.receipt-ocr.receipt-ocr.yaml',
    change: { 'spec.replicas': 4 },
    says: 'git would set 4 replicas',
  },
  {
    rule: 'require-application-targets',
    file: 'hub/argocd/ApplicationSet.argocd.wave-5.yaml',
    says: 'no ApplicationSet takes wave 5',
  },
  {
    rule: 'require-backups-of-state',
    file: 'ap-northeast-1/incident-sage/Schedule.velero.incident-sage-ap-northeast-3.yaml',
    says: 'every backup of incident-sage within 15 minutes stays in ap-northeast-1',
  },
  {
    rule: 'require-disruption-budgets',
    file: 'eu-central-1/task-sage/PodDisruptionBudget.task-sage.task-sage.yaml',
    says: 'a drain may evict all 40 replicas at once',
  },
  {
    rule: 'require-kinds-before-objects',
    file: 'ap-northeast-1/keda/argocd.params',
    change: { 'spec.wave': '5' },
    says: 'but keda.sh only in wave 5',
  },
  {
    rule: 'require-network-isolation',
    file: 'ap-northeast-1/receipt-ocr/Deployment.receipt-ocr.receipt-ocr.yaml',
    change: { 'metadata.namespace': 'unguarded' },
    says: 'its pods may reach everyone',
  },
  {
    rule: 'require-priority-classes',
    file: 'ap-northeast-1/cluster-basics/PriorityClass.tier-2.yaml',
    says: 'there is no PriorityClass tier-2',
  },
  {
    rule: 'require-scaler-references',
    file: 'ap-northeast-1/receipt-ocr/TriggerAuthentication.receipt-ocr.receipt-ocr-queue.yaml',
    says: 'there is no TriggerAuthentication receipt-ocr-queue',
  },
  {
    rule: 'survive-a-lost-region',
    file: 'ap-northeast-3/task-sage/ScaledObject.task-sage.task-sage.yaml',
    change: { 'spec.fallback.replicas': 200 },
    says: 'if ap-northeast-3 is lost, nobody carries task-sage',
  },
];

test.for(breaches)('$rule finds a mistake in production', ({ rule: name, file, change, says }) => {
  const broken = production.flatMap((manifest) =>
    manifest.file.endsWith(file) ? breach(manifest, change) : [manifest],
  );
  expect(broken, 'the mistake is made').not.toEqual(production);
  const rule = rules.find((each) => each.name === name);
  if (rule === undefined) throw new Error(`there is no rule ${name}`);
  const messages = resultsOf(rule, environmentsOf(broken)).flatMap(({ violations }) =>
    violations.map(({ message }) => message),
  );
  expect(messages.join('\n')).toContain(says);
});

test('there is a mistake for every rule', () => {
  expect(breaches.map(({ rule }) => rule)).toEqual(rules.map(({ name }) => name));
});

function breach(manifest: LoadedManifest, change: Breach['change']): LoadedManifest[] {
  if (change === undefined) return [];
  const object: KubernetesObject = changed(manifest.object, change);
  return [{ ...manifest, object }];
}
