import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { InputError } from '../../report/errors.ts';
import type { Progress } from '../progress.ts';
import type { Toolchain } from './toolchain.ts';

export interface Compilation {
  /** Whom the progress is about. */
  readonly program: string;
  readonly package: string;
  /** The folder of the Go module. */
  readonly folder: string;
  readonly output: string;
  /** Go string variables to set when linking. */
  readonly variables: Readonly<Record<string, string>>;
  readonly modfile?: string | undefined;
}

/** Milliseconds between two lines of progress. */
const interval = 10_000;

/** Packages that Go names, one a line, as it starts to compile them. */
const packageLine = /^[a-z0-9][\w.-]*(\/[\w.~-]+)*$/i;

/** @throws InputError with the end of what the compiler said; an AbortError if the toolchain's signal ends it */
export async function compile(what: Compilation, toolchain: Toolchain, progress: Progress): Promise<void> {
  const variables = Object.entries(what.variables).map(([name, value]) => `-X ${name}=${value}`);
  const args = [
    'build',
    '-v',
    '-trimpath',
    '-buildvcs=false',
    `-ldflags=${['-s -w', ...variables].join(' ')}`,
  ];
  if (what.modfile !== undefined) args.push(`-modfile=${what.modfile}`);
  args.push('-o', what.output, what.package);

  const go = spawn('go', args, {
    cwd: what.folder,
    env: toolchain.env,
    signal: toolchain.signal,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const begin = performance.now();
  const said: string[] = [];
  let count = 0;
  let latest = 'looking at what is there';
  const tell = (now: string): void => {
    const seconds = Math.round((performance.now() - begin) / 1000);
    progress.note(what.program, `${now}: ${count} packages compiled in ${seconds} s`);
  };
  const timer = setInterval(() => tell(latest), interval);
  const exit = new Promise<number | null>((resolve, reject) => {
    go.on('error', reject);
    go.on('close', resolve);
  });
  // It is awaited only when all that was said is read; an end before that is no unhandled one.
  exit.catch(() => undefined);
  for await (const line of createInterface({ input: go.stderr })) {
    const download = /^go: downloading (.+)$/.exec(line)?.[1];
    if (packageLine.test(line)) {
      count += 1;
      latest = line;
    } else if (download !== undefined) {
      latest = `downloading ${download}`;
    } else {
      said.push(line);
    }
  }
  const code = await exit.finally(() => clearInterval(timer));
  if (code === 0) {
    tell('built');
    return;
  }
  toolchain.signal?.throwIfAborted();
  throw new InputError([
    {
      severity: 'unjudged',
      rule: 'lab-build',
      message: `Go could not build ${what.program}: ${said.slice(-8).join(' | ') || `exit code ${code ?? 'none'}`}`,
      next: adviceFor(said.join('\n')),
    },
  ]);
}

function adviceFor(output: string): string {
  if (/no space left on device/.test(output))
    return 'free some disk space and run it again: it goes on where it stopped';
  if (/dial tcp|no such host|i\/o timeout|connection refused|proxyconnect/.test(output)) {
    return 'check that the Go module proxy (go env GOPROXY) can be reached, and run it again: it goes on where it stopped';
  }
  return 'run it again: what is compiled already is not compiled again';
}
