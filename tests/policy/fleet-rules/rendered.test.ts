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

test('data that cannot be read is told of', async () => {
  const { data } = await read({
    'dist/test/osaka/web/argocd.params': 'app: web\napp: api\n',
    'environments/test/osaka.yaml': '- 10\n- [\n',
  });
  expect(data.manifests).toEqual([]);
  expect(data.findings.map(({ location }) => location?.file)).toEqual([
    'dist/test/osaka/web/argocd.params',
    'environments/test/osaka.yaml',
  ]);
});

test('manifests of other repositories have none', async () => {
  const root = temporaryFolder({ 'web.yaml': files['dist/test/osaka/web/Namespace.web.yaml'] });
  const { manifests } = await readManifestPaths(['web.yaml'], root);
  expect(renderedData(manifests, root)).toEqual({ manifests: [], findings: [] });
});
