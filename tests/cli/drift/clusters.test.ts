import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderedTargets, selectClusters } from '../../../src/cli/drift/clusters.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { distFiles, driftIn } from '../../support/drift-cluster.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** One environment that can be read, and one whose root Application is gone. */
const files = {
  ...distFiles({ 'one/shop': [] }),
  'dist/odd/one/shop/argocd.params': '{"app": "shop", "namespace": "shop", "wave": "1"}',
  'dist/odd/two/shop/argocd.params': '{"app": "shop", "namespace": "shop", "wave": "1"}',
};

test('clusters of an environment that cannot be read are told with the others', async () => {
  const folder = temporaryFolder({ ...files, config: '{"apiVersion": "v1", "kind": "Config"}' });
  const { run, findings } = await driftIn(folder, { kubeconfig: join(folder, 'config') });
  expect(run.targets).toMatchObject([
    { target: 'lab/one', state: 'unreadable' },
    { target: 'odd/one', state: 'unreadable', reason: expect.stringContaining('no root Application') },
    { target: 'odd/two', state: 'unreadable', context: 'odd-two' },
  ]);
  expect(findings).toMatchObject([{ severity: 'unjudged', rule: 'not-rendered' }]);
});

test('also if it is the only one that is asked for', () => {
  const dist = join(temporaryFolder(files), 'dist');
  const read = async (folder: string) => readManifestPaths([folder], process.cwd());
  const { clusters, unreadable } = selectClusters({ dist, environment: 'odd', region: 'two' }, read);
  expect({ clusters, unreadable }).toMatchObject({ clusters: [], unreadable: [{ region: 'two' }] });
  expect(() => selectClusters({ dist, environment: 'nowhere' }, read)).toThrow('nowhere');
});

test('all clusters that something is rendered for are known, be it readable or not', () => {
  const dist = join(temporaryFolder(files), 'dist');
  expect(renderedTargets(dist)).toEqual(['lab/one', 'odd/one', 'odd/two']);
});

test('a region that there is not is told with those of all environments', () => {
  const moved = Object.entries(distFiles({ 'two/shop': [] })).map(([path, text]) => [
    path.replace('dist/lab/', 'dist/live/'),
    text,
  ]);
  const dist = join(
    temporaryFolder({ ...distFiles({ 'one/shop': [] }), ...Object.fromEntries(moved) }),
    'dist',
  );
  const read = async (folder: string) => readManifestPaths([folder], process.cwd());
  expect(() => selectClusters({ dist, region: 'twoo' }, read)).toThrow(
    expect.objectContaining({
      findings: [expect.objectContaining({ allowed: 'one, two', next: 'did you mean two?' })],
    }),
  );
});

test('and with what cannot be read, which may have it', () => {
  const dist = join(temporaryFolder(files), 'dist');
  const read = async (folder: string) => readManifestPaths([folder], process.cwd());
  expect(() => selectClusters({ dist, region: 'three' }, read)).toThrow(
    expect.objectContaining({
      findings: [
        expect.objectContaining({ rule: 'not-rendered' }),
        expect.objectContaining({ rule: 'unknown-region', allowed: 'one, two' }),
      ],
    }),
  );
});
