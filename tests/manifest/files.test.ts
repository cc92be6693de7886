import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { collectFiles } from '../../src/manifest/files.ts';
import { decodeText, readBytes, readStream, readText } from '../../src/manifest/text.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(...files: string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
}

function collected(...paths: string[]): string[] {
  return collectFiles(paths, folder).files.map(({ file }) => file);
}

test('folders in code-unit order, whatever the letter case; other files, dot-folders and node_modules are left out', () => {
  write(
    'b.yaml',
    'B.yml',
    'a/z.json',
    'a/notes.txt',
    '.git/x.yaml',
    'node_modules/y/z.yaml',
    'a/argocd.params',
  );
  expect(collected('.')).toEqual(['B.yml', 'a/z.json', 'b.yaml']);
});

test('a file that is named is read whatever it is called, and once', () => {
  write('manifest', 'a.yaml');
  expect(collected('manifest', 'a.yaml', '.', './manifest')).toEqual(['manifest', 'a.yaml']);
});

test('a dash is standard input', () => {
  expect(collectFiles(['-'], folder).files).toEqual([{ path: undefined, file: '<stdin>' }]);
});

test('a pipe in a folder is told, not waited for', () => {
  execFileSync('mkfifo', [join(folder, 'a.yaml')]);
  expect(collectFiles(['.'], folder)).toMatchObject({
    files: [],
    findings: [{ rule: 'unreadable-file', message: 'a.yaml is no regular file' }],
  });
});

test('links are followed, loops end', () => {
  write('real/a.yaml');
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  symlinkSync(folder, join(folder, 'real/loop'));
  expect(collected('.')).toEqual(['link/a.yaml']);
});

test('what is no manifest before it is rendered is said plainly', () => {
  write(
    'chart/Chart.yaml',
    'chart/values.yaml',
    'chart/templates/x.yaml',
    'chart/crds/c.yaml',
    'k/kustomization.yaml',
    'k/d.yaml',
  );
  expect(collected('.')).toEqual(['chart/crds/c.yaml', 'k/d.yaml']);
  expect(collectFiles(['.'], folder).findings).toMatchObject([
    {
      severity: 'unjudged',
      rule: 'unrendered-chart',
      location: { file: 'chart/templates' },
      next: 'helm template chart | plumb validate -',
    },
    { severity: 'warning', rule: 'kustomization', location: { file: 'k/kustomization.yaml' } },
  ]);
});

test('a missing path and a dangling link are findings', () => {
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.yaml'));
  expect(collectFiles(['nope', '.'], folder).findings.map(({ message }) => message)).toEqual([
    'nope does not exist',
    'dangling.yaml does not exist',
  ]);
});

test('text must be there, a file, and UTF-8', () => {
  writeFileSync(join(folder, 'latin1'), Buffer.from([0x61, 0xe9]));
  writeFileSync(join(folder, 'bom'), '\ufeffa');
  expect(readText(join(folder, 'bom'), 'bom')).toBe('a');
  expect(() => readText(join(folder, 'latin1'), 'latin1')).toThrow('not UTF-8');
  expect(() => readText(join(folder, 'nope'), 'nope')).toThrow('nope does not exist');
  expect(() => readText(folder, 'folder')).toThrow('folder cannot be read: EISDIR');
  expect(decodeText(Buffer.from('é'), 'x')).toBe('é');
});

test('what is too large is not taken for another encoding', () => {
  // What Node does with 512 MiB, of which no test should be made.
  const decode = vi.spyOn(TextDecoder.prototype, 'decode').mockImplementation(() => {
    throw Object.assign(new Error('too long'), { code: 'ERR_STRING_TOO_LONG' });
  });
  onTestFinished(() => decode.mockRestore());
  expect(() => decodeText(Buffer.from('a'), 'live.json')).toThrow(
    'live.json cannot be read: it is larger than 512 MiB',
  );
});

test('what never ends is given up where a text would', async () => {
  const pipe = join(folder, 'live.yaml');
  execFileSync('mkfifo', [pipe]);
  const endless = spawn('sh', ['-c', `exec yes >${pipe}`], { stdio: 'ignore' });
  onTestFinished(() => void endless.kill());
  const tooLong = 'live.yaml cannot be read: it is larger than 512 MiB';
  expect(() => readBytes(pipe, 'live.yaml', 1_000_000)).toThrow(tooLong);
  async function* forever(): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.from('y\n');
  }
  await expect(readStream(forever(), '<stdin>', 1_000)).rejects.toThrow('<stdin> cannot be read');
});

test('a file that is too large is not read at all', () => {
  write('dump.json');
  truncateSync(join(folder, 'dump.json'), 2 ** 33);
  expect(() => readText(join(folder, 'dump.json'), 'dump.json')).toThrow('it is larger than 512 MiB');
});

test('a pipe is read to its end', () => {
  const pipe = join(folder, 'all.yaml');
  execFileSync('mkfifo', [pipe]);
  spawn('sh', ['-c', `(echo a; sleep 0.1; echo b) >${pipe}`], { stdio: 'ignore' });
  expect(readText(pipe, 'all.yaml')).toBe('a\nb\n');
});
