import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { buildTool } from '../../../src/lab/build/build.ts';
import type { Tool } from '../../../src/lab/build/catalogue.ts';
import { fingerprint } from '../../../src/lab/build/fingerprint.ts';
import { openPrograms } from '../../../src/lab/build/programs.ts';
import { findGo } from '../../../src/lab/build/toolchain.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const main = `package main

import (
	"fmt"

	"example.com/greeting"
)

var version = "unknown"

func main() { fmt.Println(greeting.Text, version) }
`;

/** A program with a module that it pins. Here that lies beside it; the real ones come from Go's module proxy. */
const tool: Tool = {
  name: 'hello',
  module: 'example.com/greeting',
  programs: { hello: 'example.com/hello' },
};

const goMod = `module example.com/hello

go 1.25.0

require example.com/greeting v1.2.3

replace example.com/greeting => ./greeting
`;

const toolchain = await findGo();

function context(files: Readonly<Record<string, string>> = {}) {
  const modules = temporaryFolder({
    'hello/go.mod': goMod,
    'hello/main.go': main,
    'hello/greeting/go.mod': 'module example.com/greeting\n\ngo 1.25.0\n',
    'hello/greeting/greeting.go': 'package greeting\n\nconst Text = "hello on 0.0.0.0 from"\n',
    'hello/greeting/crds/one.yaml': 'kind: One\n',
    'hello/greeting/two.sh': '#!/bin/sh\n',
    ...files,
  });
  const notes: string[] = [];
  const progress = { note: (subject: string, text: string) => void notes.push(`${subject}: ${text}`) };
  return { modules, cache: temporaryFolder(), toolchain, progress, notes };
}

const run = (program: string): string => execFileSync(program, { encoding: 'utf8' });

test('a program is built once, with the variables that are set when linking', async () => {
  const at = context();
  const versioned: Tool = { ...tool, variables: { 'main.version': '<version>' } };
  const folder = await buildTool(versioned, at);
  expect(run(join(folder, 'hello'))).toBe('hello on 0.0.0.0 from v1.2.3\n');
  expect(at.notes).toEqual([expect.stringMatching(/^hello: built: \d+ packages compiled in \d+ s$/)]);
  const { ino } = statSync(join(folder, 'hello'));
  expect(await buildTool(versioned, at)).toBe(folder);
  expect(statSync(join(folder, 'hello')).ino).toBe(ino);
});

test('two builds at once make one program', async () => {
  const at = context();
  const [first, second] = await Promise.all([buildTool(tool, at), buildTool(tool, at)]);
  expect(first).toBe(second);
  expect(at.notes.filter((note) => note.startsWith('hello: built'))).toHaveLength(1);
  expect(at.notes).toContain('hello: waiting for another build of it to end');
});

test('what a killed build has left is removed, and nothing else stays behind', async () => {
  const at = context();
  const folder = await buildTool(tool, at);
  mkdirSync(join(folder, '.build-dead/module-0'), { recursive: true });
  execFileSync('rm', [join(folder, 'hello')]);
  await buildTool(tool, at);
  expect(readdirSync(folder)).toEqual(['hello']);
});

test('what does not compile is told in the words of the compiler', async () => {
  const at = context({ 'hello/main.go': 'package main\n\nfunc main() { return 1 }\n' });
  await expect(buildTool(tool, at)).rejects.toThrow(/Go could not build hello: .*too many return values/);
  expect(existsSync(join(at.cache, 'hello'))).toBe(false);
});

test('a module that asks for a newer Go is refused before anything is compiled', async () => {
  const at = context({ 'hello/go.mod': 'module example.com/hello\n\ngo 1.99.0\n' });
  await expect(buildTool(tool, at)).rejects.toThrow('hello is built with Go 1.99.0 or newer');
});

test('files are taken from the module, and scripts can be run', async () => {
  const at = context();
  const folder = await buildTool({ ...tool, files: { crds: ['crds/*.yaml'], scripts: ['*.sh'] } }, at);
  expect(readdirSync(join(folder, 'crds'))).toEqual(['one.yaml']);
  expect(statSync(join(folder, 'scripts/two.sh')).mode & 0o111).toBe(0o111);
});

test('files that the module does not have fail the build', async () => {
  await expect(buildTool({ ...tool, files: { crds: ['none/*.yaml'] } }, context())).rejects.toThrow(
    /no file of .* matches none/,
  );
});

test('a patched program differs in what the patch says, and the module stays as it is', async () => {
  const at = context();
  const patched: Tool = {
    ...tool,
    patches: [
      {
        module: 'example.com/greeting',
        file: 'greeting.go',
        find: '0.0.0.0',
        replace: '127.0.0.1',
        reason: 'test',
      },
    ],
  };
  const folder = await buildTool(patched, at);
  expect(run(join(folder, 'hello'))).toBe('hello on 127.0.0.1 from unknown\n');
  expect(readFileSync(join(at.modules, 'hello/greeting/greeting.go'), 'utf8')).toContain('0.0.0.0');
});

test('builds that nobody has used for a month are removed by the next one, of the same tool', async () => {
  const at = context();
  const folders = ['hello-aaaaaaaaaaaa', 'hello-bbbbbbbbbbbb', 'hello-world-aaaaaaaaaaaa'];
  for (const name of folders) mkdirSync(join(at.cache, name));
  const longAgo = new Date(Date.now() - 31 * 24 * 3600 * 1000);
  for (const name of [folders[0], folders[2]]) utimesSync(join(at.cache, name ?? ''), longAgo, longAgo);
  const folder = await buildTool(tool, at);
  expect(readdirSync(at.cache).sort()).toEqual(
    ['.hello.lock', basename(folder), folders[1], folders[2]].sort(),
  );
});

test('the name of a build changes with what it is built from, and with nothing else', () => {
  const { modules } = context();
  const folder = join(modules, 'hello');
  const before = fingerprint(tool, folder, toolchain);
  expect(before).toMatch(/^[0-9a-f]{12}$/);
  writeFileSync(join(folder, 'notes.txt'), 'not compiled');
  expect(fingerprint(tool, folder, toolchain)).toBe(before);
  const others = [
    fingerprint({ ...tool, variables: { 'main.version': 'x' } }, folder, toolchain),
    fingerprint(tool, folder, { ...toolchain, version: '1.99.0' }),
    fingerprint(tool, folder, { ...toolchain, platform: 'plan9/mips' }),
  ];
  writeFileSync(join(folder, 'main.go'), `${main}\n`);
  others.push(fingerprint(tool, folder, toolchain));
  expect(new Set([before, ...others]).size).toBe(5);
});

test('programs in KUBEBUILDER_ASSETS are taken from there, without Go', async () => {
  const assets = temporaryFolder({ 'kube-apiserver': '#!/bin/sh\n', etcd: 'cannot be run' });
  execFileSync('chmod', ['+x', join(assets, 'kube-apiserver')]);
  const env = { KUBEBUILDER_ASSETS: assets, PATH: temporaryFolder(), HOME: temporaryFolder() };
  const programs = openPrograms({ modules: temporaryFolder(), progress: { note: () => {} }, env });
  expect(await programs.program('kube-apiserver')).toBe(join(assets, 'kube-apiserver'));
  await expect(programs.program('etcd')).rejects.toThrow('the lab is built with Go, which is not installed');
});
