import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Patch, Tool } from './catalogue.ts';
import { findModule } from './modules.ts';
import type { Toolchain } from './toolchain.ts';

const execute = promisify(execFile);

/**
 * Applies a tool's patches to copies of their modules, and writes a go.mod that uses the copies.
 *
 * @param scratch an empty folder, which the copies are made in
 * @returns the path of that go.mod, for `go build -modfile`; `undefined` if the tool has no patches
 * @throws Error if the text of a patch does not occur exactly once: upstream has changed
 */
export async function patchedModfile(
  tool: Tool,
  folder: string,
  scratch: string,
  toolchain: Toolchain,
): Promise<string | undefined> {
  const patches = tool.patches ?? [];
  if (patches.length === 0) return undefined;
  const modules = [...new Set(patches.map(({ module }) => module))];
  const modfile = join(scratch, 'go.mod');
  copyFileSync(join(folder, 'go.mod'), modfile);
  if (existsSync(join(folder, 'go.sum'))) copyFileSync(join(folder, 'go.sum'), join(scratch, 'go.sum'));
  for (const [index, path] of modules.entries()) {
    const { folder: source } = await findModule(path, folder, toolchain);
    const copy = join(scratch, `module-${index}`);
    cpSync(source, copy, { recursive: true });
    makeFoldersWritable(copy);
    for (const patch of patches.filter(({ module }) => module === path)) applyPatch(copy, patch);
    const { env, signal } = toolchain;
    await execute('go', ['mod', 'edit', `-replace=${path}=${copy}`, modfile], { env, signal });
  }
  return modfile;
}

export function applyPatch(module: string, { file, find, replace }: Patch): void {
  const path = join(module, file);
  const text = readFileSync(path, 'utf8');
  const count = text.split(find).length - 1;
  if (count !== 1) throw new Error(`${file}: the text to patch occurs ${count} times, not once: ${find}`);
  chmodSync(path, 0o644);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
}

/** Go's module cache is read-only, and so are copies of it: they could not even be deleted. */
function makeFoldersWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeFoldersWritable(join(folder, entry.name));
  }
}
