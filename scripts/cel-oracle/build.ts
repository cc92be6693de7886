import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The module of the program that answers with the API server's own packages. */
export const oracleModule = 'tools/cel-oracle';

export function withOracle<T>(work: (program: string) => T): T {
  return withProgram(oracleModule, work);
}

/** Builds the program of a module, in a folder that is gone afterwards. */
export function withProgram<T>(module: string, work: (program: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    const program = join(folder, 'oracle');
    execFileSync('go', ['build', '-o', program, '.'], { cwd: module, stdio: 'inherit' });
    return work(program);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
