import { describe, expect, test } from 'vitest';
import { unjudgedPartOf } from '../../src/drift/data.ts';
import { driftOf } from '../../src/drift/drift.ts';
import { driftDocument } from '../../src/drift/report.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { formatIdentity, type KubernetesObject } from '../../src/manifest/object.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { findingsOf } from '../../src/report/content.ts';
import { formatDocument, formats } from '../../src/report/format.ts';
import { definition, inGit } from './objects.ts';
import recordings from './recorded.json' with { type: 'json' };

const recorded = recordings as unknown as Readonly<Record<string, { readonly live: KubernetesObject }>>;
const facts = loadFacts();

function live(name: string): KubernetesObject {
  const found = recorded[name];
  if (found === undefined) throw new Error(`${name} is not recorded`);
  return found.live;
}

function git(...names: readonly string[]): LoadedManifest[] {
  const documents = names.map((name) => JSON.stringify(inGit.get(name)));
  return [...readManifests(documents.join('\n---\n'), 'git.yaml').manifests];
}

/** `RESULT OBJECT` of each. */
function results(desired: readonly LoadedManifest[], cluster: readonly KubernetesObject[]): string[] {
  const { verdicts } = driftOf(desired, cluster, facts);
  return verdicts.map(({ result, identity }) => `${result} ${formatIdentity(identity)}`);
}

function withMetadata(
  object: KubernetesObject,
  metadata: Readonly<Record<string, unknown>>,
): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

const settings = 'ConfigMap settings';
const applied = live(`applied: ${settings}`);

describe('each object has one result', () => {
  test('clean, also where git gives a namespace to what has none', () => {
    const all = [...inGit.keys()];
    const cluster = all.map((name) => live(`applied: ${name}`));
    expect(results(git(...all), cluster).every((text) => text.startsWith('clean '))).toBe(true);
    expect(results(git(...all), cluster)).toHaveLength(all.length);
  });

  test('drifted', () => {
    expect(results(git(settings), [live('a key is added')])).toEqual(['drifted ConfigMap shop/settings']);
  });

  test('stale if Argo CD applied all that differs, drifted if it is more', () => {
    const old = JSON.parse(JSON.stringify(git(settings)[0]?.object).replace('level: info', 'level: warn'));
    const desired = readManifests(JSON.stringify(old), 'git.yaml').manifests;
    expect(results(desired, [applied])).toEqual(['stale ConfigMap shop/settings']);
    expect(results(desired, [live('a key is added')])).toEqual(['drifted ConfigMap shop/settings']);
  });

  test('missing, with where else there is one of this name', () => {
    const moved = withMetadata(applied, { namespace: 'other', annotations: {} });
    expect(driftOf(git(settings), [moved], facts).verdicts).toMatchObject([
      { result: 'missing', elsewhere: ['other'] },
    ]);
  });

  test('orphaned: what Argo CD applied and git does not have, and copies of it in other namespaces', () => {
    expect(results(git('ServiceAccount web'), [live('applied: ServiceAccount web'), applied])).toEqual([
      'orphaned ConfigMap shop/settings',
      'clean ServiceAccount shop/web',
    ]);
    const copy = withMetadata(applied, { namespace: 'other' });
    expect(driftOf(git(settings), [applied, copy], facts).verdicts).toMatchObject([
      {
        result: 'orphaned',
        application: 'shop',
        copyOf: { namespace: 'shop' },
        identity: { namespace: 'other' },
      },
      { result: 'clean' },
    ]);
  });

  test('what a controller makes, with the annotations of what it makes it of, is nobody’s orphan', () => {
    const owned = { namespace: 'other', ownerReferences: [{ kind: 'Any', name: 'any' }] };
    const { apiVersion } = applied;
    const replicaSet = withMetadata({ ...applied, apiVersion, kind: 'ReplicaSet' }, { name: 'settings-1' });
    expect(results(git(settings), [applied, withMetadata(applied, owned), replicaSet])).toEqual([
      'clean ConfigMap shop/settings',
    ]);
  });

  test('drifted if it is being deleted, or if Argo CD no longer knows it', () => {
    const deleting = withMetadata(applied, { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(driftOf(git(settings), [deleting], facts).verdicts).toMatchObject([
      { result: 'drifted', mark: 'deleting' },
    ]);
    const account = live('applied: ServiceAccount web');
    const untracked = withMetadata(applied, { annotations: {} });
    expect(driftOf(git(settings, 'ServiceAccount web'), [untracked, account], facts).verdicts).toMatchObject([
      { result: 'drifted', mark: 'untracked' },
      { result: 'clean' },
    ]);
    expect(results(git(settings), [untracked])).toEqual(['clean ConfigMap shop/settings']);
  });

  test('clean if Argo CD never gave it its annotation, as it gives none to CustomResourceDefinitions', () => {
    const object = definition('example.com', 'v1', 'Widget', 'widgets');
    const desired = [...git(settings), { object, file: 'git.yaml', locate: () => ({ file: 'git.yaml' }) }];
    expect(results(desired, [applied, object])).toEqual([
      'clean ConfigMap shop/settings',
      'clean CustomResourceDefinition.apiextensions.k8s.io widgets.example.com',
    ]);
    const deleting = withMetadata(object, { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(results(desired, [applied, deleting])).toContain(
      'drifted CustomResourceDefinition.apiextensions.k8s.io widgets.example.com',
    );
  });
});

describe('what cannot be judged is told as such', () => {
  test('another version', () => {
    const desired = git('HorizontalPodAutoscaler web');
    const other = { ...live('applied: HorizontalPodAutoscaler web'), apiVersion: 'autoscaling/v1' };
    expect(driftOf(desired, [other], facts)).toMatchObject({
      verdicts: [],
      unjudged: [{ reason: 'other-version', liveVersion: 'autoscaling/v1' }],
    });
  });

  test('extra fields without managedFields', () => {
    const bare = withMetadata(live('a key is added'), { managedFields: undefined });
    expect(driftOf(git(settings), [bare], facts)).toMatchObject({
      verdicts: [],
      unjudged: [{ reason: 'no-ownership', fields: ['data.extra'] }],
    });
  });

  test('which fields those are is told, and the rest of many counted', () => {
    const message = (count: number): string => {
      const data = Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'x']));
      const bare = withMetadata(live('applied: ConfigMap settings'), { managedFields: undefined });
      const found = { ...bare, data: { ...(bare['data'] as object), ...data } };
      const [unjudged] = driftOf(git(settings), [found], facts).unjudged;
      return unjudged === undefined ? '' : unjudgedPartOf(unjudged).message;
    };
    expect(message(2)).toMatch(/whose they are: data\.k0, data\.k1$/);
    expect(message(7)).toMatch(/: data\.k0, data\.k1, data\.k2, data\.k3, data\.k4 and 2 more$/);
  });
});

describe('the report', () => {
  const desired = git(settings, 'Secret keys', 'Deployment web', 'ServiceAccount web');
  const cluster = [
    live('a field of a text is changed'),
    live('a Secret is changed'),
    live('a variable is removed'),
    live('applied: PersistentVolumeClaim disk'),
  ];
  const document = driftDocument('plumb drift', driftOf(desired, cluster, facts), []);

  test('says what is there, what git says, and by whom', () => {
    expect(document.summary).toBe('5 objects: 3 drifted, 1 missing, 1 orphaned');
    const told = findingsOf(document).map(
      ({ rule, message }) => `${rule}: ${message.replace(/\d{4}-\S+Z/, 'TIME')}`,
    );
    expect(told).toEqual([
      'orphaned: Argo CD applied it for shop, and git does not have it',
      'drifted-by-person: data["app.yaml"] is another text than in git: level is "debug", git says "info" (kubectl-edit, Update, TIME)',
      'drifted-by-person: data.password is another value than in git (kubectl-edit, Update, TIME)',
      'drifted: spec.template.spec.containers[name=app].env[name=MODE] is gone, git says {"name":"MODE","value":"plain"} (nothing tells by whom)',
      'missing: git has it, the cluster does not',
    ]);
  });

  test.each(formats)('holds no value of a Secret as %s', (format) => {
    const text = formatDocument(document, format);
    expect(text).toContain('data.password');
    for (const value of ['first-secret-value', 'second-secret-value']) {
      expect(text).not.toContain(value);
      expect(text).not.toContain(Buffer.from(value).toString('base64'));
    }
  });
});
