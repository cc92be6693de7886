import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { environmentsOf } from '../../../src/policy/fleet-rules/clusters.ts';
import { renderedData } from '../../../src/policy/fleet-rules/rendered.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const labels = 'labels: { plumbline.dev/environment: test, plumbline.dev/region: osaka }';
const files = {
  'dist/test/osaka/web/Namespace.web.yaml': `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n  ${labels}\n`,
  'dist/test/osaka/web/argocd.params': "app: web\nwave: '3'\n",
  'environments/regions.yaml': 'regions:\n  osaka: { jurisdiction: JP }\n',
  'environments/test/environment.yaml': 'hub: osaka\n',
  'environments/test/osaka.yaml': 'loadSharePercent: 10\n',
};

async function read(changed: Readonly<Record<string, string>>) {
  const root = temporaryFolder({ ...files, ...changed });
  const { manifests } = await readManifestPaths(['dist'], root);
  return { manifests, data: renderedData(manifests, root) };
}

test('what stands beside manifests is there as objects, in the same cluster', async () => {
  const { manifests, data } = await read({});
  expect(data.findings).toEqual([]);
  const [environment] = environmentsOf([...manifests, ...data.manifests]);
  expect(environment?.clusters.map(({ target }) => target)).toEqual(['osaka']);
  const [cluster] = environment?.clusters ?? [];
  const app = cluster?.find('plumbline.dev/RenderedApp', '', 'web');
  expect(app?.fields('spec')).toEqual({ app: 'web', path: 'dist/test/osaka/web', wave: '3' });
  expect(app?.manifest.locate(['spec', 'wave'])).toEqual({
    file: 'dist/test/osaka/web/argocd.params',
    line: 2,
    column: 7,
  });
  const region = cluster?.find('plumbline.dev/Region', '', 'osaka');
  expect(region?.fields('spec')).toEqual({ isHub: true, jurisdiction: 'JP', loadSharePercent: 10 });
  expect(region?.manifest.locate(['spec', 'loadSharePercent']).file).toBe('environments/test/osaka.yaml');
});

test('what is rendered elsewhere in the repository is of the same environments', async () => {
  const root = temporaryFolder(
    Object.fromEntries(
      Object.entries(files).map(([file, text]) => [file.replace(/^dist/, '.scratch/rendered'), text]),
    ),
  );
  const workingDirectory = join(root, '.scratch');
  const { manifests } = await readManifestPaths(['rendered'], workingDirectory);
  const data = renderedData(manifests, workingDirectory);
  expect(data.findings).toEqual([]);
  expect(data.manifests.map(({ file, object }) => [file, object.kind, object.spec])).toEqual([
    [
      'rendered/test/osaka/web/argocd.params',
      'RenderedApp',
      { app: 'web', path: 'dist/test/osaka/web', wave: '3' },
    ],
    ['../environments/test/osaka.yaml', 'Region', { isHub: true, jurisdiction: 'JP', loadSharePercent: 10 }],
  ]);
});

test.for([
  { file: 'dist/test/osaka/web/argocd.params', text: 'app: web\napp: api\n', rule: 'duplicate-key', line: 2 },
  { file: 'environments/regions.yaml', text: 'regions: {}\nregions: {}\n', rule: 'duplicate-key', line: 2 },
  { file: 'environments/test/environment.yaml', text: 'hub: a\nhub: b\n', rule: 'duplicate-key', line: 2 },
  { file: 'environments/test/osaka.yaml', text: '- 10\n', rule: 'wrong-type', line: 1 },
])('$file that cannot be used is told of, with its environment', async ({ file, text, rule, line }) => {
  const { data } = await read({ [file]: text });
  expect(data.findings).toMatchObject([{ severity: 'unjudged', rule, location: { file, line } }]);
  expect([...data.unreadable]).toEqual(['test']);
});

test.for(['environments/test/environment.yaml', 'environments/test/osaka.yaml'])(
  'so is %s that cannot be opened, or is gone',
  async (file) => {
    const broken = async (more: Readonly<Record<string, string>>) => {
      const { [file]: _, ...others } = files as Readonly<Record<string, string>>;
      const root = temporaryFolder({ ...others, ...more });
      const { manifests } = await readManifestPaths(['dist'], root);
      return renderedData(manifests, root);
    };
    const folder = await broken({ [`${file}/file`]: '' });
    expect(folder.findings).toMatchObject([{ rule: 'unreadable-file', location: { file } }]);
    expect([...folder.unreadable]).toEqual(['test']);
    const gone = await broken({});
    expect(gone.findings).toMatchObject([{ rule: 'missing-file', location: { file } }]);
    expect([...gone.unreadable]).toEqual(['test']);
  },
);

test('without environments, nothing is known of a rendered fleet', async () => {
  const { 'environments/regions.yaml': _, ...others } = files;
  const root = temporaryFolder(others);
  const { manifests } = await readManifestPaths(['dist'], root);
  const { findings, unreadable } = renderedData(manifests, root);
  expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
    [
      'unjudged',
      'no folder above dist/test has environments/regions.yaml, so fleet rules have not judged it: they read what regions are',
    ],
  ]);
  expect([...unreadable]).toEqual(['test']);
});

test('manifests of other repositories have none', async () => {
  const root = temporaryFolder({ 'web.yaml': files['dist/test/osaka/web/Namespace.web.yaml'] });
  const { manifests } = await readManifestPaths(['web.yaml'], root);
  expect(renderedData(manifests, root)).toEqual({ manifests: [], findings: [], unreadable: new Set() });
});
