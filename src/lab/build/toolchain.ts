import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError } from '../../report/errors.ts';
import type { Environment } from '../home.ts';

const execute = promisify(execFile);

/** The Go that builds the lab's programs. */
export interface Toolchain {
  /** e.g. `1.26.8` */
  readonly version: string;
  /** e.g. `linux/amd64` */
  readonly platform: string;
  /** Where Go keeps the modules it has downloaded. */
  readonly moduleCache: string;
  /** The environment to run it in: nothing that the user set for other builds changes what is built. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends whatever Go does. */
  readonly signal?: AbortSignal | undefined;
}

const waysOut =
  'install it from https://go.dev/dl and put it on PATH; or set KUBEBUILDER_ASSETS to a folder that has the programs; ' +
  'or use a cluster that runs already: plumb deploy --context';

/**
 * Finds Go on PATH.
 *
 * @param signal ends whatever it does
 * @throws InputError if there is none, saying what to do instead; whatever aborted `signal`
 */
export async function findGo(env: Environment = process.env, signal?: AbortSignal): Promise<Toolchain> {
  const own = {
    ...definedOnly(env),
    CGO_ENABLED: '0',
    GOFLAGS: '',
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
  };
  const args = ['env', '-json', 'GOVERSION', 'GOOS', 'GOARCH', 'GOMODCACHE'];
  let output: string;
  try {
    ({ stdout: output } = await execute('go', args, { env: own, signal, maxBuffer: 1 << 20 }));
  } catch (error) {
    signal?.throwIfAborted();
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new InputError([
      {
        severity: 'unjudged',
        rule: 'go-missing',
        message: missing
          ? 'the lab is built with Go, which is not installed'
          : `Go does not work: ${firstLine(error)}`,
        next: waysOut,
      },
    ]);
  }
  const { GOVERSION, GOOS, GOARCH, GOMODCACHE } = JSON.parse(output) as Record<string, string>;
  return {
    version: (GOVERSION ?? '').replace(/^go/, ''),
    platform: `${GOOS}/${GOARCH}`,
    moduleCache: GOMODCACHE ?? '',
    env: own,
    signal,
  };
}

/** @throws InputError if Go is older than the `go` line of a module's go.mod asks for */
export function requireVersion(toolchain: Toolchain, tool: string, goMod: string): void {
  const needed = /^go (\d+\.\d+(?:\.\d+)?)$/m.exec(goMod)?.[1] ?? '1.25';
  if (compareVersions(toolchain.version, needed) >= 0) return;
  throw new InputError([
    {
      severity: 'unjudged',
      rule: 'go-too-old',
      message: `${tool} is built with Go ${needed} or newer; this is Go ${toolchain.version}`,
      next: waysOut,
    },
  ]);
}

/** Compares the numbers of `1.26.8` with those of `1.26`; what follows them, as in `1.27rc1`, does not count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < 3; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function numbers(version: string): number[] {
  return /^\d+(\.\d+)*/.exec(version)?.[0].split('.').map(Number) ?? [];
}

function definedOnly(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function firstLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return text.trim().split('\n')[0] ?? '';
}
