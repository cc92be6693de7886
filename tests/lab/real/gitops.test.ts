import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClusterClient } from '../../../src/cluster/client.ts';
import { appOf, readObjects } from '../../../src/deploy/rendered.ts';
import { waveOf } from '../../../src/kubernetes/sync-wave.ts';
import { compareText } from '../../../src/report/sort.ts';
import { GitOps, referenceTo } from '../../support/gitops.ts';
import { recordKinds } from '../../support/kinds.ts';
import { createTestLab, labPrograms } from '../../support/lab.ts';
import { measure, reportMemory } from '../../support/measure.ts';
import { until } from '../../support/until.ts';
import { watchApplications } from '../../support/watch-applications.ts';
import { WaveObserver } from '../../support/wave-observer.ts';

const proof = 'gitops';
const region = 'ap-northeast-1';

describe('the Argo CD of a hub, with the ApplicationSets of dist', () => {
  const testLab = createTestLab();
  let dev: GitOps;
  const waves = new WaveObserver();

  beforeAll(async () => {
    const lab = await testLab.up([`dev/${region}`], ['argocd', 'keda', 'rollouts']);
    dev = await GitOps.open(lab, 'dev');
    const kubectl = await labPrograms(() => undefined).program('kubectl');
    const kubeconfig = lab.clusters.get(`dev-${region}`)?.kubeconfigOf('admin') ?? '';
    const endWatch = watchApplications({ kubectl, kubeconfig }, (event) => waves.note(event));
    await measure({ proof, step: 'an empty hub has everything of dist synced and healthy' }, async () => {
      await dev.bootstrap();
      await dev.untilDone(1500);
    });
    await endWatch();
    reportMemory('a hub that syncs dist', (await testLab.status()).processes);
  }, 1_800_000);
  afterAll(async () => testLab.dispose());

  test('everything that dist has is an Application, synced and healthy', async () => {
    const expected = await dev.expected();
    expect(expected.length).toBe(dev.rendered.apps.length);
    // The root Application may heal itself once more: Argo CD compares it with what it has just removed from it.
    let open: unknown[] = [];
    const states = await until(
      'all are done at once',
      async () => {
        const found = await dev.states(expected);
        open = found.filter(({ isDone }) => !isDone);
        return open.length === 0 ? found : undefined;
      },
      { state: () => JSON.stringify(open) },
    );
    expect(states.length).toBe(dev.rendered.apps.length);
    const applications = await Promise.all(states.map(async ({ name }) => dev.application(name)));
    const healthy = applications
      .flatMap(({ status }) => status?.resources ?? [])
      .filter(({ health }) => health?.status === 'Healthy');
    for (const kind of ['Deployment', 'PodDisruptionBudget', 'Rollout', 'ScaledObject', 'StatefulSet']) {
      expect(healthy.map((resource) => resource.kind)).toContain(kind);
    }
    recordKinds('reconciled', [
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet' },
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' },
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
      { apiVersion: 'apps/v1', kind: 'Deployment' },
      { apiVersion: 'apps/v1', kind: 'StatefulSet' },
      { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' },
      { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
    ]);
  });

  test('a wave of Applications is made when all before it are synced and healthy, and not earlier', () => {
    expect(waves.makers()).toEqual(waves.makers().sort());
    expect(waves.makers().length).toBe(new Set(dev.rendered.apps.map(({ wave }) => wave)).size);
    expect(waves.overtakings()).toEqual([]);
  });

  test('the objects of an app are created wave by wave', async () => {
    const objects = readObjects(appOf(dev.rendered, region, 'receipt-api'));
    const created = await Promise.all(
      objects.map(async (object) => {
        const live = await dev.hub.get(referenceTo(object));
        return { wave: waveOf(object), at: String(live?.metadata['creationTimestamp']) };
      }),
    );
    const byWave = [...Map.groupBy(created, ({ wave }) => wave)]
      .sort(([a], [b]) => a - b)
      .map(([wave, those]) => ({ wave, at: those.map(({ at }) => at).sort() }));
    expect(byWave.map(({ wave }) => wave)).toEqual([-5, 0, 1]);
    // Times are to the second, and waves two of them apart.
    for (const [index, { at }] of byWave.slice(1).entries())
      expect(compareText(byWave[index]?.at.at(-1) ?? '', at[0] ?? '')).toBeLessThan(0);
  });

  test('Argo CD itself may not read or write beyond its namespace', async () => {
    const plane = dev.lab.clusters.get(`dev-${region}`);
    const kubeconfig = plane?.kubeconfigOf('argocd-application-controller') ?? '';
    const argocd = ClusterClient.open({ kubeconfig });
    await expect(argocd.list('v1', 'Secret', 'argocd')).resolves.not.toHaveLength(0);
    await expect(argocd.list('v1', 'Secret', 'receipt-api')).rejects.toMatchObject({ status: 403 });
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'beyond' } };
    await expect(argocd.apply(namespace, { fieldManager: 'test' })).rejects.toMatchObject({ status: 403 });
    argocd.close();
  });

  test('the rights that dist gives to Argo CD are enough: nothing was refused', () => {
    const log = join(dev.lab.folder, 'logs', `dev-${region}`, 'argocd-application-controller.log');
    const lines = readFileSync(log, 'utf8').split('\n');
    expect(lines.filter((line) => /forbidden|not permitted/i.test(line))).toEqual([]);
  });

  test('a commit is synced', async () => {
    const file = `${region}/receipt-api/ConfigMap.receipt-api.receipt-api.yaml`;
    const config = { apiVersion: 'v1', kind: 'ConfigMap', name: 'receipt-api', namespace: 'receipt-api' };
    dev.write({ [file]: dev.read(file).replace('ENVIRONMENT: dev', 'ENVIRONMENT: changed') });
    await measure({ proof, step: 'a commit is synced', targetSeconds: 60 }, async () => {
      await dev.push('Change a setting', [`dev-${region}-receipt-api`]);
      await until('the cluster has the new setting', async () => {
        const live = await dev.hub.get(config);
        return (live?.['data'] as Record<string, string>)['ENVIRONMENT'] === 'changed' || undefined;
      });
    });
  });

  test('a deleted object returns', async () => {
    const service = { apiVersion: 'v1', kind: 'Service', name: 'receipt-web', namespace: 'receipt-web' };
    const before = await dev.hub.get(service);
    await measure({ proof, step: 'a deleted object returns', targetSeconds: 60 }, async () => {
      await dev.hub.delete(service);
      await until('there is another Service', async () => {
        const live = await dev.hub.get(service);
        return (live && live.metadata['uid'] !== before?.metadata['uid']) || undefined;
      });
    });
  });

  test('a field that a person edits is healed', async () => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', name: 'receipt-web', namespace: 'receipt-web' };
    const environment = async () =>
      ((await dev.hub.get(config))?.['data'] as Record<string, string>)['ENVIRONMENT'];
    await measure({ proof, step: 'an edited field is healed', targetSeconds: 60 }, async () => {
      await dev.hub.request({
        method: 'PATCH',
        path: '/api/v1/namespaces/receipt-web/configmaps/receipt-web?fieldManager=kubectl-edit',
        body: { data: { ENVIRONMENT: 'edited' } },
        contentType: 'application/merge-patch+json',
      });
      expect(await environment()).toBe('edited');
      await until('the setting is what git says', async () => (await environment()) === 'dev' || undefined);
    });
  });

  test('what a policy forbids is refused, though an administrator asks', async () => {
    const edit = dev.hub.request({
      method: 'PATCH',
      path: '/apis/networking.k8s.io/v1/namespaces/edge-image/networkpolicies/default-deny?fieldManager=kubectl-edit',
      body: { spec: { policyTypes: ['Ingress'] } },
      contentType: 'application/merge-patch+json',
    });
    await expect(edit).rejects.toThrow(
      /ValidatingAdmissionPolicy 'restrict-network-policies'.*let it select/,
    );
    recordKinds('reconciled', [
      { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy' },
      { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding' },
    ]);
  });

  test('what a commit removes is pruned', async () => {
    const name = { name: 'receipt-ocr', namespace: 'receipt-ocr' };
    const rule = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', ...name };
    expect(await dev.hub.get(rule)).toBeDefined();
    dev.write({ [`${region}/receipt-ocr/PrometheusRule.receipt-ocr.receipt-ocr.yaml`]: undefined });
    await measure({ proof, step: 'a removed file is pruned', targetSeconds: 60 }, async () => {
      await dev.push('Remove the alerts', [`dev-${region}-receipt-ocr`]);
      await until('the rule is gone', async () =>
        (await dev.hub.get(rule)) === undefined ? true : undefined,
      );
    });
  });

  test('a broken manifest is reported by its own Application, and by no other', async () => {
    const broken = `dev-${region}-filebox-sync`;
    const file = `${region}/filebox-sync/Deployment.filebox-sync.filebox-sync.yaml`;
    const good = dev.read(file);
    const expected = await dev.expected();
    const others = async () =>
      (await dev.states(expected)).filter(({ name, isDone }) => !isDone && name !== broken);
    await until('the tests before have ended', async () =>
      (await others()).length === 0 ? true : undefined,
    );

    dev.write({ [file]: good.replace(/^ {10}name: filebox-sync$/m, '          name: Not_A_Name') });
    await measure({ proof, step: 'a broken manifest is reported', targetSeconds: 60 }, async () => {
      await dev.push('Break a name', [broken]);
      await until('Argo CD names the broken object', async () => {
        const state = (await dev.states(expected)).find(({ name }) => name === broken);
        return state?.problems.some(({ message }) => message.includes('Not_A_Name')) || undefined;
      });
    });
    // Others may be busy, as the root Application is with every commit: none has a problem that does not pass.
    const failing = (await dev.states(expected)).filter(({ problems }) =>
      problems.some(({ waits }) => !waits),
    );
    expect(failing.map(({ name }) => name)).toEqual([broken]);
    const live = await dev.hub.get({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'filebox-sync',
      namespace: 'filebox-sync',
    });
    expect(JSON.stringify(live?.['spec'])).not.toContain('Not_A_Name');

    dev.write({ [file]: good });
    await measure({ proof, step: 'a repaired manifest is synced', targetSeconds: 60 }, async () => {
      await dev.push('Repair the name', [broken]);
      await dev.untilDone(60);
    });
  });

  test('new objects with what no schema has are refused, though no sync asks for validation', async () => {
    const app = `dev-${region}-filebox-sync`;
    // Of one wave: a sync ends with the first in which something is refused.
    const broken = [
      ['ScaledObject', 'noFieldOfScaledObjects: 1'],
      ['PodDisruptionBudget', 'noFieldOfBudgets: 1'],
    ] as const;
    const file = (kind: string) => `${region}/filebox-sync/${kind}.filebox-sync.filebox-sync.yaml`;
    const good = Object.fromEntries(broken.map(([kind]) => [file(kind), dev.read(file(kind))]));
    for (const [kind, field] of broken) {
      // Of what is there, the comparison applies a dry run; what is new meets the API server in the sync alone.
      const other = good[file(kind)]?.replace(/^ {2}name: filebox-sync$/m, '  name: unlike');
      dev.write({
        [file(kind)]: `${good[file(kind)]}---\n${other?.replace(/^spec:$/m, `spec:\n  ${field}`)}`,
      });
    }
    await dev.push('Add objects with fields that there are not', [app]);
    await until('the sync names all fields', async () => {
      const problems = (await dev.states(await dev.expected())).find(({ name }) => name === app)?.problems;
      const isNamed = (field: string) =>
        problems?.some(({ message }) => message.includes(field.replace(/:.*/, '')));
      return broken.every(([, field]) => isNamed(field)) || undefined;
    });
    dev.write(good);
    await dev.push('Remove them again', [app]);
    await dev.untilDone(60);
  });
});
