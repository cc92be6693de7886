import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { interruptible } from '../../../src/cli/interrupt.ts';
import { compile } from '../../../src/lab/build/compile.ts';
import { findModule } from '../../../src/lab/build/modules.ts';
import { patchedModfile } from '../../../src/lab/build/patches.ts';
import { findGo, type Toolchain } from '../../../src/lab/build/toolchain.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { until } from '../../support/until.ts';

/** A `go` that knows one module, and says that it failed when it is ended while it does what takes long. */
const fakeGo = `#!/bin/sh
case "$*" in
*"$LONG"*)
  trap 'echo "go: failed" >&2; exit 1' TERM
  touch "$STARTED"
  while :; do sleep 0.05; done ;;
'list -m -json m') echo '{ "Version": "v1.0.0", "Dir": "'"$MODULE"'" }' ;;
esac
`;

const tool = {
  name: 'hello',
  module: 'm',
  programs: {},
  patches: [{ module: 'm', file: 'main.go', find: '0.0.0.0', replace: '127.0.0.1', reason: 'test' }],
};

/** Whatever Go is asked for until a program is built, by what it takes long to do. */
const asked: Readonly<Record<string, (go: Toolchain, folder: string) => Promise<unknown>>> = {
  'env -json': async ({ env, signal }) => findGo(env, signal),
  'mod download': async (go, folder) => findModule('m', folder, go),
  'mod edit': async (go, folder) => patchedModfile(tool, folder, temporaryFolder(), go),
  build: async (go, folder) =>
    compile({ program: 'hello', package: '.', folder, output: 'hello', variables: {} }, go, { note() {} }),
};

test.each(Object.keys(asked))('Ctrl-C while go %s is at work is no failure of it', async (long) => {
  const folder = temporaryFolder({
    'go.mod': 'module hello\n',
    'module/main.go': '// 0.0.0.0\n',
    go: fakeGo,
  });
  chmodSync(join(folder, 'go'), 0o755);
  const started = join(folder, 'started');
  const env = {
    PATH: `${folder}:/usr/bin:/bin`,
    LONG: long,
    STARTED: started,
    MODULE: join(folder, 'module'),
  };
  const go: Toolchain = { version: '1.26.8', platform: 'linux/amd64', moduleCache: '', env };
  const work = interruptible(async (signal) => asked[long]?.({ ...go, signal }, folder));
  await until('it works', async () => existsSync(started) || undefined, { seconds: 10 });
  process.emit('SIGINT');
  expect(await work).toBeUndefined();
});
