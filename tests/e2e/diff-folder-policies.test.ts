import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policy } from '../support/count-policy.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder } from '../support/temporary.ts';

const atMostTwo = { 'policies/few/policy.yaml': policy('size(object.data) < 3') };
const labels = 'plumbline.dev/environment: production';
const namespace = `{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {${labels}, judged: 'yes'}}}\n`;
const settings = (data: string): string =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop, labels: {${labels}}}, data: ${data}}\n`;
const [few, many] = [settings('{a: a}'), settings('{a: a, b: b, c: c}')];

/** The files of one region, in which nothing but the settings need differ. */
function rendered(folder: string, content: string, region = 'us-west-2'): Record<string, string> {
  const app = `${folder}/production/${region}/shop`;
  return { [`${app}/Namespace.shop.yaml`]: namespace, [`${app}/ConfigMap.shop.settings.yaml`]: content };
}

async function told(cwd: string, base: string, head: string): Promise<string> {
  const { code, stdout } = await runPlumb(['diff', base, head], { cwd });
  expect(code, stdout).toBe(1);
  return stdout;
}

const denial = 'error[policy-denial]: few newly denies it: too many';

test('two folders are judged by the repository of the head, wherever the base and oneself are', async () => {
  const cwd = temporaryFolder({
    'repository/environments/regions.yaml': '',
    ...rendered('repository/old', few),
    ...rendered('elsewhere', few),
    ...rendered('repository/dist', many),
    'repository/policies/few/policy.yaml': atMostTwo['policies/few/policy.yaml'],
  });
  expect(await told(join(cwd, 'repository'), 'old', 'dist')).toContain(denial);
  expect(await told(join(cwd, 'repository/dist'), '../old', '.')).toContain(denial);
  expect(await told(cwd, 'elsewhere', 'repository/dist')).toContain(denial);
  const file = 'production/us-west-2/shop/ConfigMap.shop.settings.yaml';
  // No Namespace is beside the two, and what is not known of it is not told.
  expect(await told(cwd, `repository/old/${file}`, `repository/dist/${file}`)).not.toContain('denial');
});

test('what was denied before, and what nobody judges, is not told', async () => {
  const cwd = temporaryFolder({
    'repository/environments/regions.yaml': '',
    ...atMostTwo,
    ...rendered('repository/old', few),
    ...rendered('repository/dist', many),
    ...rendered('denied', settings('{a: a, b: b, c: z}')),
    ...rendered('dist', many),
  });
  // Without policies in the repository, and outside of any.
  expect(await told(join(cwd, 'repository'), 'old', 'dist')).not.toContain('policy');
  expect(await told(cwd, 'repository/old', 'dist')).not.toContain('policy');
  const judged = temporaryFolder({
    'environments/regions.yaml': '',
    ...atMostTwo,
    ...rendered('old', settings('{a: a, b: b, c: z}')),
    ...rendered('dist', many),
  });
  expect(await told(judged, 'old', 'dist')).not.toContain('policy');
});

test('each side is judged by the policies of its own repository', async () => {
  const cwd = temporaryFolder({
    'main/environments/regions.yaml': '',
    'main/policies/few/policy.yaml': policy('size(object.data) < 9'),
    ...rendered('main/dist', settings('{a: a, b: b, c: z}')),
    'topic/environments/regions.yaml': '',
    'topic/policies/few/policy.yaml': atMostTwo['policies/few/policy.yaml'],
    ...rendered('topic/dist', many),
  });
  expect(await told(cwd, 'main/dist', 'topic/dist')).toContain(denial);
});

test('of two clusters, nothing of the one becomes what the other has', async () => {
  const fixed = 'size(object.data) < 3 && (oldObject == null || oldObject.data.a == object.data.a)';
  const cwd = temporaryFolder({
    'environments/regions.yaml': '',
    'policies/few/policy.yaml': policy(fixed),
    ...rendered('dist', settings('{a: a}'), 'us-west-2'),
    ...rendered('dist', settings('{a: b}'), 'eu-central-1'),
    ...rendered('dist', many, 'ap-northeast-1'),
  });
  const region = (name: string): string => `dist/production/${name}`;
  expect(await told(cwd, region('us-west-2'), region('eu-central-1'))).not.toContain('policy');
  expect(await told(cwd, region('us-west-2'), region('ap-northeast-1'))).toContain(denial);
  expect(await told(cwd, region('ap-northeast-1'), region('us-west-2'))).not.toContain('policy');
});

test('whoever applies something is not kept waiting by kubectl diff', async () => {
  const cwd = temporaryFolder({
    'environments/regions.yaml': '',
    ...atMostTwo,
    ...rendered('LIVE-1', few),
    ...rendered('MERGED-2', many),
  });
  expect(await told(cwd, 'LIVE-1', 'MERGED-2')).not.toContain('policy');
});

test('of more objects than anyone waits for, it is told who judges them', async () => {
  const files = (folder: string, value: string): Record<string, string> => ({
    [`${folder}/all.yaml`]: Array.from(
      { length: 1_001 },
      (_, index) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: c${index}}, data: {a: ${value}}}\n`,
    ).join('---\n'),
  });
  const cwd = temporaryFolder({
    'environments/regions.yaml': '',
    ...atMostTwo,
    ...files('old', 'b'),
    ...files('new', 'c'),
  });
  const text = await told(cwd, 'old', 'new');
  expect(text).toContain('warning[policies-not-asked]: more than 1000 objects change');
  expect(text).toContain('next: run plumb policy check new --policies policies\n');
});
