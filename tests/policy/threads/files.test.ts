import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifests } from '../../../src/manifest/read.ts';
import { readPlain, received } from '../../../src/policy/threads/files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const one = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  key: value\n';
const texts: Readonly<Record<string, string>> = {
  'one.yaml': `# A comment.\n${one}`,
  'several.yaml': `${one}---\n${one}`,
  'list.yaml': `apiVersion: v1\nkind: List\nitems:\n  - ${one.trimEnd().replaceAll('\n', '\n    ')}\n`,
  'none.yaml': '# Nothing.\n',
  'broken.yaml': 'a: {\n',
};

test.each(Object.entries(texts))('%s is, once it was sent, what it is read as here', async (file, text) => {
  const path = join(temporaryFolder({ [file]: text }), file);
  const there = received(structuredClone(await readPlain({ path, file })), file);
  const here = readManifests(text, file);
  expect(there.findings).toEqual(here.findings);
  expect(there.manifests.map(({ object }) => object)).toEqual(here.manifests.map(({ object }) => object));
  for (const [index, manifest] of here.manifests.entries()) {
    const other = there.manifests[index];
    expect(other?.file).toBe(file);
    expect(other?.locate([])).toEqual(manifest.locate([]));
    expect(other?.locate(['data', 'key'])).toEqual(manifest.locate(['data', 'key']));
    expect(other?.locate(['data', 'key'], 'key')).toEqual(manifest.locate(['data', 'key'], 'key'));
  }
});

test('a file that cannot be read is a finding', async () => {
  const path = join(temporaryFolder({}), 'missing.yaml');
  const { manifests, findings } = received(await readPlain({ path, file: 'missing.yaml' }), 'missing.yaml');
  expect(manifests).toEqual([]);
  expect(findings.map(({ rule }) => rule)).toEqual(['missing-file']);
});
