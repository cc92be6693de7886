import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of one Go module at one version, found by globs relative to the module's root. */
export interface ModuleSource {
  readonly module: string;
  readonly version: string;
  readonly files: readonly string[];
}

/** `sources.json` of a Kubernetes minor version. */
export interface Sources {
  readonly builtin: ModuleSource;
  readonly custom: readonly ModuleSource[];
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Fetches a module through the Go module proxy (checked against the checksum database) and reads the files that its
 * globs name, ordered by path. Throws if Go is missing, refuses the module, or a glob matches nothing.
 */
export function readModule({ module, version, files }: ModuleSource): SourceFile[] {
  const directory = moduleDirectory(module, version);
  return files
    .flatMap((glob) => {
      const paths = globSync(glob, { cwd: directory }).sort();
      if (paths.length === 0) throw new Error(`${module}@${version}: no file matches ${glob}`);
      return paths;
    })
    .map((path) => ({ path, text: readFileSync(join(directory, path), 'utf8') }));
}

function moduleDirectory(module: string, version: string): string {
  // Outside any module and workspace, so that no go.mod has a say in which version is taken.
  const environment = { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off' };
  const answer = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: tmpdir(),
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return (JSON.parse(answer) as { readonly Dir: string }).Dir;
}
