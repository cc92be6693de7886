import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * A folder that is gone when the test is over, holding the given files (path → content).
 *
 * @param whenFinished concurrent tests must hand in their own `onTestFinished`: the global one may mean another test.
 */
export function temporaryFolder(
  files: Readonly<Record<string, string>> = {},
  whenFinished: typeof onTestFinished = onTestFinished,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-test-'));
  whenFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
