import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll } from '../support/commits.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const configMap = (value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {value: ${value}}\n`;
const volume = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

async function diff(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = temporaryFolder(files);
  return (await runPlumb(['diff', 'a', 'b'], { cwd })).stdout;
}

test('objects of one name in a folder for each environment are compared by file', async () => {
  const told = await diff({
    'a/dev/settings.yaml': configMap('one'),
    'a/prod/settings.yaml': configMap('nine'),
    'b/dev/settings.yaml': configMap('one # still'),
    'b/prod/settings.yaml': configMap('ten'),
    'b/qa/settings.yaml': configMap('two'),
  });
  expect(told).toContain('\n- data.value: "nine"\n+ data.value: "ten"\n\nplumb diff');
  expect(told).toContain(
    'b/qa/settings.yaml:1:1 (ConfigMap shop/settings): warning[copy]: a copy of it comes in qa/settings.yaml, beside the one in prod/settings.yaml\n',
  );
});

test.each([
  ['is as it was', volume],
  ['has a comment more', `# still here\n${volume}`],
])('a copy that goes is told, and is no deletion while another file %s', async (_, after) => {
  const told = await diff({ 'a/f1.yaml': volume, 'a/f2.yaml': volume, 'b/f1.yaml': after });
  expect(told).toContain(
    'a/f2.yaml:1:1 (PersistentVolumeClaim shop/data): warning[copy]: the copy of it in f2.yaml goes, and the one in f1.yaml stays\n',
  );
  expect(told).not.toContain('deletion');
});

test('nor is it in a repository', async () => {
  const folder = 'dist/production/us-west-2';
  const cwd = temporaryFolder({
    'environments/regions.yaml': '',
    [`${folder}/one/volume.yaml`]: volume,
    [`${folder}/two/volume.yaml`]: volume,
    'dist/production/eu-central-1/one/volume.yaml': volume,
  });
  commitAll(cwd);
  rmSync(join(cwd, `${folder}/two/volume.yaml`));
  const { stdout } = await runPlumb(['diff'], { cwd });
  expect(stdout).toContain(`the copy of it in ${folder}/two/volume.yaml goes, and the one in ${folder}/one/`);
  expect(stdout).not.toContain('deletion');
  rmSync(join(cwd, `${folder}/one/volume.yaml`));
  expect((await runPlumb(['diff'], { cwd })).stdout).toContain('error[deletion]');
  writeFiles(cwd, { [`${folder}/three/volume.yaml`]: volume });
  expect((await runPlumb(['diff'], { cwd })).stdout).not.toContain('deletion');
});

test.each([
  ['as it was', 'one', 'nothing changes'],
  ['with another value', 'two', '1 changed, told in 1 entry'],
])('what moves to another folder %s may be for another cluster', async (_, value, change) => {
  const settings = (path: string, text: string) => ({ [path]: configMap(text) });
  const moved = { ...settings('a/us/shop.yaml', 'one'), ...settings('b/eu/shop.yaml', value) };
  expect(await diff(moved)).toContain(`${change}; 1 object in another folder, perhaps for another cluster`);
  const renamed = { ...settings('a/us/shop.yaml', 'one'), ...settings('b/us/settings.yaml', value) };
  expect(await diff(renamed)).toContain(`${change}\n`);
  // It is no object.
  const told = { 'a/us/cart/argocd.params': 'wave: "1"\n', 'b/eu/cart/argocd.params': 'wave: "1"\n' };
  expect(await diff({ ...renamed, ...told })).toContain(`${change}\n`);
});
