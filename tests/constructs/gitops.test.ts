import { describe, expect, test } from 'vitest';
import type { AppContext, FleetApp } from '../../src/constructs/app.ts';
import { ClusterAccess } from '../../src/constructs/gitops/cluster-access.ts';
import { DriftAccess } from '../../src/constructs/gitops/drift-access.ts';
import { GitOps } from '../../src/constructs/gitops/gitops.ts';
import { parseGroupKind, resourceOf } from '../../src/constructs/gitops/kinds.ts';
import type { Product } from '../../src/model/product.ts';
import {
  exampleChart,
  exampleContext,
  objectOf,
  objectsOf,
  problemsOf,
  schemaProblemsOf,
} from './fixtures.ts';

const shop: Product = {
  description: 'A shop',
  owner: 'team-shop',
  costCenter: 'cc-100',
  kinds: ['ConfigMap', 'Deployment.apps', 'Schedule.velero.io'],
  clusterKinds: ['Namespace'],
};
const platform: Product = {
  ...shop,
  kinds: ['Gateway.networking.istio.io', 'Role.rbac.authorization.k8s.io'],
  clusterKinds: ['ClusterRole.rbac.authorization.k8s.io', 'CustomResourceDefinition.apiextensions.k8s.io'],
  chartRepositories: ['https://charts.example.com', 'oci://registry.example.com/charts'],
};
const app = (name: string, product: string, wave: number, chartRepositories: string[] = []): FleetApp => ({
  app: name,
  product,
  namespace: name,
  scope: 'region',
  wave,
  chartRepositories,
});
const apps = [
  app('argocd', 'platform', 0),
  app('keda', 'platform', 1, ['https://charts.example.com']),
  app('shop-api', 'shop', 4),
  app('shop-web', 'shop', 4),
];

function hub(changes: Partial<AppContext> = {}) {
  const fleet = { apps, products: { platform, shop } };
  const chart = exampleChart({ app: 'argocd', product: 'platform', namespace: 'argocd', fleet, ...changes });
  new GitOps(chart, 'gitops');
  return chart;
}

test('everything is valid, and nothing is wrong with it', () => {
  expect(problemsOf(hub())).toEqual([]);
  expect(schemaProblemsOf(hub())).toEqual([]);
});

describe('AppProjects', () => {
  test('a product may write its own kinds to its own namespaces of its own environment, and no more', () => {
    expect(objectOf(hub(), 'AppProject', 'shop')['spec']).toMatchObject({
      sourceRepos: ['https://git.example.com/fleet.git'],
      destinations: ['shop-api', 'shop-web', 'velero'].map((namespace) => ({ name: 'dev-*', namespace })),
      namespaceResourceWhitelist: [
        { group: '', kind: 'ConfigMap' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'velero.io', kind: 'Schedule' },
      ],
      clusterResourceWhitelist: [
        { group: '', kind: 'Namespace', name: 'shop-api' },
        { group: '', kind: 'Namespace', name: 'shop-web' },
      ],
    });
  });

  test('chart repositories are those of the product, OCI registries without their scheme', () => {
    expect(objectOf(hub(), 'AppProject', 'platform')['spec']).toMatchObject({
      sourceRepos: [
        'https://git.example.com/fleet.git',
        'https://charts.example.com',
        'registry.example.com/charts',
      ],
    });
  });

  test('a chart from a repository that the product does not list is told', () => {
    const fleet = {
      apps: [...apps, app('shop-job', 'shop', 4, ['https://elsewhere.example.com'])],
      products: { platform, shop },
    };
    expect(problemsOf(hub({ fleet })).join('\n')).toMatch(/shop-job installs from: https:\/\/elsewhere/);
  });

  test('windows of the environment hold for every Application, with their reason', () => {
    const window = {
      kind: 'deny' as const,
      schedule: '0 18 * * 5',
      durationHours: 60,
      timezone: 'Asia/Tokyo',
      reason: 'Weekend',
    };
    const environment = { ...exampleContext().environment, syncWindows: [window] };
    expect(objectOf(hub({ environment }), 'AppProject', 'shop')['spec']).toMatchObject({
      syncWindows: [
        {
          kind: 'deny',
          duration: '60h',
          timeZone: 'Asia/Tokyo',
          applications: ['*'],
          description: 'Weekend',
        },
      ],
    });
  });
});

interface ApplicationSetSpec {
  readonly generators: { readonly matrix: { readonly generators: unknown[] }; readonly selector: unknown }[];
  readonly templatePatch: string;
}

describe('ApplicationSets', () => {
  test('there is one for each wave, in that order, and the root Application comes last', () => {
    const waves = objectsOf(hub())
      .filter(({ kind }) => kind === 'ApplicationSet' || kind === 'Application')
      .map(({ metadata }) => [metadata.name, metadata.annotations?.['argocd.argoproj.io/sync-wave']]);
    expect(waves).toEqual([
      ['wave-1', '1'],
      ['wave-4', '4'],
      ['root', '5'],
    ]);
  });

  test('they find clusters by label and apps by folder, so that neither is named', () => {
    const spec = objectOf(hub(), 'ApplicationSet', 'wave-4')['spec'] as ApplicationSetSpec;
    expect(spec.generators.map(({ selector }) => selector)).toEqual([
      { matchLabels: { wave: '4' } },
      { matchLabels: { wave: '4' } },
    ]);
    expect(JSON.stringify(spec.generators)).not.toMatch(/ap-northeast-1|shop/);
    expect(spec.generators[0]?.matrix.generators[1]).toMatchObject({
      git: {
        files: [{ path: 'dist/dev/{{ index .metadata.labels "plumbline.dev/region" }}/*/argocd.params' }],
      },
    });
  });

  test('Argo CD itself is left to the root Application', () => {
    const spec = objectOf(hub(), 'ApplicationSet', 'wave-1')['spec'] as ApplicationSetSpec;
    expect(JSON.stringify(spec.generators[1])).toContain(
      '{"exclude":true,"path":"dist/dev/hub/argocd/argocd.params"}',
    );
    expect(objectOf(hub(), 'Application', 'root')['spec']).toMatchObject({
      source: { path: 'dist/dev/hub/argocd' },
      destination: { name: 'dev-ap-northeast-1', namespace: 'argocd' },
    });
  });

  test('an Application that vanishes leaves its objects alone', () => {
    expect(objectOf(hub(), 'ApplicationSet', 'wave-1')['spec']).toMatchObject({
      syncPolicy: { preserveResourcesOnDeletion: true },
    });
  });
});

test('what Argo CD reads says that it is part of it', () => {
  const maps = objectsOf(hub()).filter(({ kind }) => kind === 'ConfigMap');
  expect(maps).toHaveLength(3);
  expect(maps.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/part-of'])).toEqual([
    'argocd',
    'argocd',
    'argocd',
  ]);
});

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

describe('rights in a regional cluster', () => {
  function rulesOf(Access: typeof ClusterAccess | typeof DriftAccess, ...products: Product[]): Rule[] {
    const chart = exampleChart({
      app: 'access',
      namespace: 'access',
      fleet: { apps, products: Object.fromEntries(products.map((product, index) => [`p${index}`, product])) },
    });
    new Access(chart, 'access');
    expect(problemsOf(chart)).toEqual([]);
    expect(schemaProblemsOf(chart)).toEqual([]);
    return (objectOf(chart, 'ClusterRole') as unknown as { rules: Rule[] }).rules;
  }
  const resourcesWith = (rules: readonly Rule[], verb: string): string[] =>
    rules.filter(({ verbs }) => verbs.includes(verb)).flatMap(({ resources }) => resources);

  test('write what some product lists, read what follows from it', () => {
    const rules = rulesOf(ClusterAccess, platform, shop);
    expect(rules.find(({ apiGroups }) => apiGroups[0] === 'networking.istio.io')?.resources).toEqual([
      'gateways',
    ]);
    expect(rules.some(({ verbs, resources }) => verbs.includes('*') || resources.includes('*'))).toBe(false);
    expect(resourcesWith(rules, 'delete')).not.toContain('pods');
  });

  test('rights may be granted only where a product may write roles', () => {
    expect(resourcesWith(rulesOf(ClusterAccess, shop), 'escalate')).toEqual([]);
    expect(resourcesWith(rulesOf(ClusterAccess, platform), 'escalate')).toEqual(['clusterroles', 'roles']);
  });

  test('who looks for drift reads all that some product lists, but no Secrets, and sends all but roles and policies', () => {
    const policies = 'ValidatingAdmissionPolicy.admissionregistration.k8s.io';
    const rules = rulesOf(DriftAccess, platform, {
      ...shop,
      kinds: [...shop.kinds, 'Secret'],
      clusterKinds: [...shop.clusterKinds, policies],
    });
    expect(resourcesWith(rules, 'list')).toEqual(
      expect.arrayContaining(['namespaces', 'deployments', 'gateways', 'clusterroles', 'roles']),
    );
    expect(resourcesWith(rules, 'list')).not.toContain('secrets');
    expect(resourcesWith(rules, 'patch')).toEqual(expect.arrayContaining(['namespaces', 'deployments']));
    expect(resourcesWith(rules, 'patch')).not.toContain('roles');
    // No policy is asked about policies: the account could lift what confines it.
    expect(resourcesWith(rules, 'list')).toContain('validatingadmissionpolicies');
    expect(resourcesWith(rules, 'patch')).not.toContain('validatingadmissionpolicies');
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list', 'patch']));
  });

  test('who looks for drift has a role in AWS where its pods leave their reports', () => {
    const roleAmong = (others: readonly FleetApp[]): unknown => {
      const chart = exampleChart({ namespace: 'drift', fleet: { apps: others, products: { shop } } });
      new DriftAccess(chart, 'access');
      return objectOf(chart, 'ServiceAccount').metadata.annotations?.['plumbline.dev/pod-identity-role'];
    };
    expect(roleAmong(apps)).toBeUndefined();
    expect(roleAmong([app('drift-report', 'operations', 3)])).toBe('dev-ap-northeast-1-drift');
  });

  test('a kind that nobody knows is told', () => {
    const products = { shop: { ...shop, kinds: ['Deployment.extensions'] } };
    const chart = exampleChart({ fleet: { apps: [], products } });
    new ClusterAccess(chart, 'access');
    expect(problemsOf(chart).join('\n')).toMatch(/Deployment\.extensions/);
  });

  test('plurals are those of the API, not guesses', () => {
    expect(
      ['NetworkPolicy.networking.k8s.io', 'Gateway.networking.istio.io', 'ConfigMap']
        .map(parseGroupKind)
        .map(resourceOf),
    ).toEqual(['networkpolicies', 'gateways', 'configmaps']);
  });
});
