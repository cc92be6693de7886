import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSources, type ModuleSource } from '../../../src/kubernetes/sources.ts';
import { fetchDefinitions, fetchedDefinitions } from '../../../src/lab/build/definitions.ts';
import { findGo, type Toolchain } from '../../../src/lab/build/toolchain.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Two small modules of those in sources.json, at their versions there. */
const [autoscaler, snapshotter] = ['vertical-pod-autoscaler', 'external-snapshotter/client/v8'].map((end) => {
  const found = loadSources('1.34').custom.find(({ module }) => module.endsWith(end));
  if (!found) throw new Error(`sources.json names no ${end}`);
  return found;
}) as [ModuleSource, ModuleSource];

function context() {
  const notes: string[] = [];
  const progress = { note: (subject: string, text: string) => void notes.push(`${subject}: ${text}`) };
  return { cache: temporaryFolder(), progress, notes };
}

const noToolchain = async (): Promise<Toolchain> => Promise.reject(new Error('Go is not needed'));

test('the definitions of modules are fetched once', async () => {
  const at = context();
  const folder = await fetchDefinitions([autoscaler, snapshotter], at, findGo);
  expect(at.notes).toEqual([
    `kinds: reading ${autoscaler.module} ${autoscaler.version} (1 of 2)`,
    `kinds: reading ${snapshotter.module} ${snapshotter.version} (2 of 2)`,
  ]);
  expect(await fetchDefinitions([autoscaler, snapshotter], at, noToolchain)).toBe(folder);
  const names = fetchedDefinitions(folder, autoscaler).map(({ metadata }) => metadata.name);
  expect(names).toContain('verticalpodautoscalers.autoscaling.k8s.io');
});

test('fetching goes on where it stopped', async () => {
  const at = context();
  const folder = await fetchDefinitions([autoscaler, snapshotter], at, findGo);
  const [first = ''] = readdirSync(folder);
  rmSync(join(folder, first));
  at.notes.length = 0;
  await fetchDefinitions([autoscaler, snapshotter], at, findGo);
  expect(at.notes).toEqual([expect.stringMatching(/\(1 of 1\)$/)]);
});

test('another version is another folder', async () => {
  const at = context();
  const before = await fetchDefinitions([autoscaler], at, findGo);
  const older = { ...autoscaler, version: 'v0.0.0' };
  await expect(fetchDefinitions([older], at, findGo)).rejects.toThrow(
    /Go cannot get k8s.io\/autoscaler\/vertical-pod-autoscaler@v0.0.0: .*v0.0.0/,
  );
  expect(await fetchDefinitions([autoscaler], at, noToolchain)).toBe(before);
});

test('a file without a definition is an error: the module is not as it was', async () => {
  const source = { ...autoscaler, files: ['deploy/vpa-rbac.yaml'] };
  await expect(fetchDefinitions([source], context(), findGo)).rejects.toThrow(
    /vpa-rbac.yaml holds no CustomResourceDefinition/,
  );
});

test('a glob that matches nothing is an error', async () => {
  const source = { ...autoscaler, files: ['none/*.yaml'] };
  await expect(fetchDefinitions([source], context(), findGo)).rejects.toThrow(/no file matches none/);
});
