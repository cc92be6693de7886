import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toolNamed, toolOf, tools } from '../../../src/lab/build/catalogue.ts';
import { checkout } from '../../support/checkout.ts';

const modules = join(checkout, 'tools/controlplane');
const goMod = (name: string): string => readFileSync(join(modules, name, 'go.mod'), 'utf8');

test('every tool has a module of its own, and every module is a tool', () => {
  expect(readdirSync(modules).sort()).toEqual(tools.map(({ name }) => name).sort());
});

test.each(tools.map(({ name }) => name))('%s pins what it is built from', (name) => {
  const { module } = toolNamed(name);
  expect(goMod(name)).toContain(`module plumbline.dev/tools/controlplane/${name}\n`);
  expect(goMod(name)).toMatch(new RegExp(`\\b${module.replaceAll('.', '\\.')} v\\d+\\.\\d+\\.\\d+`));
  expect(existsSync(join(modules, name, 'go.sum'))).toBe(true);
});

test('the control plane is of the Kubernetes version that manifests are judged by', () => {
  const sources = readFileSync(join(checkout, 'src/kubernetes/1.34/sources.json'), 'utf8');
  const pinned = /k8s\.io\/kubernetes (v1\.34\.\d+)/.exec(goMod('kubernetes'))?.[1];
  expect(sources).toContain(`${pinned}"`);
});

test('a program is found by its name', () => {
  expect(toolOf('kubectl').name).toBe('kubernetes');
  expect(() => toolOf('docker')).toThrow('no tool of the lab has a program docker');
  expect(() => toolNamed('docker')).toThrow('the lab has no tool docker');
});
