import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyApps, selectApps } from '../../src/rehearse/select.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const namespace = (name: string) => `kind: Namespace\nmetadata:\n  name: ${name}\n`;
const settings = (value: string, inside = 'api') =>
  `kind: ConfigMap\nmetadata:\n  name: settings\n  namespace: ${inside}\ndata:\n  value: ${value}\n`;

const files = {
  'dev/hub/argocd/AppProject.yaml': 'kind: AppProject\n',
  'dev/hub/argocd/argocd.params': "app: argocd\nwave: '0'\n",
  'dev/hub/argocd/ApplicationSet.0.yaml': 'kind: ApplicationSet\nmetadata:\n  name: wave-0\n',
  'dev/hub/argocd/ApplicationSet.1.yaml': 'kind: ApplicationSet\nmetadata:\n  name: wave-1\n',
  'dev/tokyo/argocd-access/argocd.params': "app: argocd-access\nwave: '0'\n",
  'dev/tokyo/api/argocd.params': "app: api\nwave: '0'\n",
  'dev/tokyo/web/argocd.params': "app: web\nwave: '1'\n",
  'dev/tokyo/api/Namespace.yaml': namespace('api'),
  'dev/tokyo/api/ConfigMap.yaml': settings('1'),
  'dev/tokyo/api/Schedule.yaml': 'kind: Schedule\nmetadata:\n  name: api\n  namespace: velero\n',
  'dev/tokyo/velero/Namespace.yaml': namespace('velero'),
  'dev/tokyo/policies/Policy.yaml': 'kind: ValidatingAdmissionPolicy\nmetadata:\n  name: deny\n',
  'dev/tokyo/web/Namespace.yaml': namespace('web'),
  'dev/osaka/api/ConfigMap.yaml': settings('1'),
};

function select(changes: Readonly<Record<string, string>>, isWhole = false, hub = 'tokyo') {
  const [base, head] = [temporaryFolder(), temporaryFolder()];
  writeFiles(base, files);
  writeFiles(head, { ...files, ...changes });
  const found = selectApps({ base, head, environment: 'dev', region: 'tokyo', hub, isWhole });
  const names = (apps: readonly { target: string; app: string }[]) =>
    apps.map(({ target, app }) => `${target}/${app}`);
  return {
    base,
    selection: found,
    changed: names(found.changed),
    chosen: names(found.chosen),
    leftOut: names(found.leftOut),
  };
}

const bootstrap = ['hub/argocd', 'tokyo/argocd-access'];

test('a changed app is deployed with what decides about it and what its namespaces are of', () => {
  const { changed, chosen, leftOut } = select({ 'dev/tokyo/api/ConfigMap.yaml': settings('2') });
  expect(changed).toEqual(['tokyo/api']);
  expect(chosen).toEqual([
    'hub/argocd',
    'tokyo/api',
    'tokyo/argocd-access',
    'tokyo/policies',
    'tokyo/velero',
  ]);
  expect(leftOut).toEqual(['tokyo/web']);
});

test('what decides about all apps takes all of them, and so does asking for them', () => {
  const all = [...bootstrap, 'tokyo/api', 'tokyo/policies', 'tokyo/velero', 'tokyo/web'].sort();
  const policy = 'kind: ValidatingAdmissionPolicy\nmetadata:\n  name: other\n';
  expect(select({ 'dev/tokyo/policies/Policy.yaml': policy }).chosen).toEqual(all);
  expect(select({ 'dev/hub/argocd/AppProject.yaml': 'kind: AppProject\nspec: {}\n' }).chosen).toEqual(all);
  expect(select({}, true).chosen).toEqual(all);
});

test('so does what Argo CD may do in the cluster', () => {
  const rights = { 'dev/tokyo/argocd-access/ClusterRole.yaml': 'kind: ClusterRole\n' };
  expect(select(rights).leftOut).toEqual([]);
});

test('what the hub says to Argo CD decides about the apps of all regions', () => {
  const project = { 'dev/hub/argocd/AppProject.yaml': 'kind: AppProject\nspec: {}\n' };
  const { changed, leftOut } = select(project, false, 'osaka');
  expect(changed).toEqual(['hub/argocd']);
  expect(leftOut).toEqual([]);
  expect(select({ 'dev/hub/other/ConfigMap.yaml': settings('2') }, false, 'osaka').changed).toEqual([]);
});

test('what gives Argo CD its rights in the hub is compared, of whichever region', () => {
  const rights = { 'dev/osaka/argocd-access/ClusterRole.yaml': 'kind: ClusterRole\n' };
  const { changed, chosen } = select(rights, false, 'osaka');
  expect(changed).toEqual(['osaka/argocd-access']);
  expect(chosen).toEqual(['hub/argocd', 'osaka/argocd-access', 'tokyo/argocd-access', 'tokyo/policies']);
  expect(select(rights).changed).toEqual([]);
});

test('nothing has changed if another region has', () => {
  expect(select({ 'dev/osaka/api/ConfigMap.yaml': settings('2') }).changed).toEqual([]);
});

test('what was chosen becomes a dist of its own', () => {
  const { base, selection } = select({ 'dev/tokyo/new/ConfigMap.yaml': settings('1', 'new') });
  const copy = temporaryFolder();
  copyApps(base, 'dev', selection.chosen, copy);
  expect(existsSync(join(copy, 'dev/tokyo/policies/Policy.yaml'))).toBe(true);
  expect(existsSync(join(copy, 'dev/tokyo/web'))).toBe(false);
  expect(existsSync(join(copy, 'dev/tokyo/new'))).toBe(false);
});

test('a wave of which no app was chosen is left out', () => {
  const { base, selection } = select({ 'dev/tokyo/api/ConfigMap.yaml': settings('2') });
  const copy = temporaryFolder();
  copyApps(base, 'dev', selection.chosen, copy);
  expect(existsSync(join(copy, 'dev/hub/argocd/ApplicationSet.0.yaml'))).toBe(true);
  expect(existsSync(join(copy, 'dev/hub/argocd/ApplicationSet.1.yaml'))).toBe(false);
});

test('a folder inside of an app is no manifest', () => {
  const { changed } = select({ 'dev/tokyo/api/notes/README.yaml': 'kind: ConfigMap\n' });
  expect(changed).toEqual([]);
});
