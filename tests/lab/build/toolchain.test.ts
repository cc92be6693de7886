import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareVersions, findGo, requireVersion, type Toolchain } from '../../../src/lab/build/toolchain.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A `go` that answers as told. */
function fakeGo(script: string): string {
  const folder = temporaryFolder();
  const file = join(folder, 'go');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return folder;
}

const answer = JSON.stringify({
  GOVERSION: 'go1.26.8',
  GOOS: 'linux',
  GOARCH: 'arm64',
  GOMODCACHE: '/modules',
});

test('Go is asked what it is', async () => {
  const go = await findGo({ PATH: `${fakeGo(`echo '${answer}'`)}:/usr/bin:/bin` });
  expect(go).toMatchObject({ version: '1.26.8', platform: 'linux/arm64', moduleCache: '/modules' });
});

test('what the user set for other builds does not reach ours', async () => {
  const PATH = `${fakeGo(`echo '${answer}'`)}:/usr/bin:/bin`;
  const { env } = await findGo({
    PATH,
    GOFLAGS: '-mod=vendor',
    CGO_ENABLED: '1',
    GOPROXY: 'https://mirror.example',
  });
  expect(env).toMatchObject({ GOFLAGS: '', CGO_ENABLED: '0', GOWORK: 'off', GOTOOLCHAIN: 'local' });
  expect(env['GOPROXY']).toBe('https://mirror.example');
});

test('without Go there are three ways out', async () => {
  const failure = findGo({ PATH: temporaryFolder() });
  await expect(failure).rejects.toThrow('the lab is built with Go, which is not installed');
  await expect(failure).rejects.toMatchObject({
    findings: [{ next: expect.stringMatching(/go\.dev\/dl.*KUBEBUILDER_ASSETS.*--context/) }],
  });
});

test('a Go that does not work is quoted', async () => {
  const PATH = `${fakeGo('echo "go: no home" >&2; exit 2')}:/usr/bin:/bin`;
  await expect(findGo({ PATH })).rejects.toThrow('Go does not work: go: no home');
});

const old: Toolchain = { version: '1.24.1', platform: 'linux/amd64', moduleCache: '', env: {} };

test('a Go that is too old for a tool is told the version it needs', () => {
  const goMod = 'module m\n\ngo 1.26.3\n';
  expect(() => requireVersion(old, 'argocd', goMod)).toThrow(
    'argocd is built with Go 1.26.3 or newer; this is Go 1.24.1',
  );
  expect(() => requireVersion({ ...old, version: '1.26.3' }, 'argocd', goMod)).not.toThrow();
});

test.each([
  ['1.26.8', '1.26', 1],
  ['1.26', '1.26.0', 0],
  ['1.9', '1.10', -1],
  ['1.27rc1', '1.26.8', 1],
  ['2', '1.99.99', 1],
])('%s against %s', (a, b, expected) => {
  expect(compareVersions(a, b)).toBe(expected);
  expect(compareVersions(b, a)).toBe(expected === 0 ? 0 : -expected);
});
