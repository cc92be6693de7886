import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const tools = join(import.meta.dirname, '../../tools');

function go(args: readonly string[], cwd: string): string {
  try {
    return execFileSync('go', args, { cwd, encoding: 'utf8', env: { ...process.env, GOWORK: 'off' } });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('Go is not installed: the tests build pinned tools with it (README, “What it needs”)', {
      cause: error,
    });
  }
}

/**
 * Builds a command from the Go module in `tools/<name>`, whose go.mod and go.sum pin it, and returns the path of the
 * program. It is kept outside the checkout, under the hash of what it is built from, so a fresh clone reuses it.
 */
export function buildGoTool(name: string, command: string): string {
  const module = join(tools, name);
  const hash = createHash('sha256')
    .update(command)
    .update(go(['version'], module));
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(module, file)));
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const program = join(cache, 'plumbline/tools', hash.digest('hex').slice(0, 16), name);
  if (existsSync(program)) return program;

  mkdirSync(dirname(program), { recursive: true });
  const scratch = mkdtempSync(join(dirname(program), 'build-'));
  try {
    go(['build', '-trimpath', '-o', join(scratch, name), command], module);
    renameSync(join(scratch, name), program);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return program;
}
