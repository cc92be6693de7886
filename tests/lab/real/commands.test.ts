import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { isFree } from '../../../src/lab/ports.ts';
import { findLeftovers } from '../../../src/lab/process/leftovers.ts';
import { type LabState, readState } from '../../../src/lab/state.ts';
import { checkout } from '../../support/checkout.ts';
import { createTestLab } from '../../support/lab.ts';
import { type PlumbRun, runPlumb } from '../../support/plumb.ts';

const lab = createTestLab();
const stateFolder = lab.env['XDG_STATE_HOME'] ?? '';
const folder = join(stateFolder, 'plumbline/lab/test');

afterEach(async () => void (await lab.down()));
afterAll(async () => lab.dispose());

async function plumbLab(...args: readonly string[]): Promise<PlumbRun> {
  return runPlumb(['lab', ...args, '--name', 'test'], { env: lab.env });
}

/** `plumb lab up` in a process that the test can end as it likes. */
function startUp(): ChildProcess {
  const main = join(checkout, 'src/cli/main.ts');
  return spawn(process.execPath, [main, 'lab', 'up', '--name', 'test'], {
    cwd: checkout,
    env: { ...process.env, ...lab.env },
    stdio: 'ignore',
  });
}

function state(): LabState | undefined {
  return existsSync(folder) ? readState(folder) : undefined;
}

async function untilStarted(process: string): Promise<void> {
  while (!Object.keys(state()?.processes ?? {}).some((name) => name.endsWith(`/${process}`))) await sleep(20);
}

/** What must be true once a lab is gone. */
async function expectNothingLeft(ports: readonly number[]): Promise<void> {
  expect(findLeftovers(folder)).toEqual([]);
  expect(readdirSync(stateFolder, { recursive: true }).sort()).toEqual(['plumbline', 'plumbline/lab']);
  for (const port of ports) expect(await isFree(port)).toBe(true);
}

test('up, status, logs, down: the way of a user', async () => {
  const up = await plumbLab('up', '-o', 'json');
  expect(up.code).toBe(0);
  expect(up.stderr).toMatch(/dev-ap-northeast-1: kube-apiserver ready \(\d+\.\d s\)/);
  const { result } = JSON.parse(up.stdout) as { result: { kubeconfig: string; clusters: string[] } };
  expect(result.clusters).toEqual(['dev-ap-northeast-1']);
  expect(readFileSync(result.kubeconfig, 'utf8')).toContain('"current-context": "dev-ap-northeast-1"');

  const status = await plumbLab('status');
  expect(status.code).toBe(0);
  expect(status.stdout).toMatch(/dev-ap-northeast-1\/kube-apiserver +ready +\d+ +\d+ +\d+/);
  expect(status.stdout).toContain('5 of 5 processes answer');

  const logs = await plumbLab('logs', 'kwok', '--lines', '1');
  expect(logs.code).toBe(0);
  expect(logs.stdout).toContain('dev-ap-northeast-1/kwok');
  const misspelt = await plumbLab('logs', 'kubeapiserver');
  expect(misspelt.code).toBe(2);
  expect(misspelt.stdout).toContain('did you mean kube-apiserver?');

  const down = await plumbLab('down');
  expect(down).toMatchObject({ code: 0, stderr: '' });
  expect((await plumbLab('status')).code).toBe(1);
  expect((await plumbLab('down')).stdout).toContain('there was no lab "test"');
});

test('three times up and down leave no process, port or file', async () => {
  for (let cycle = 1; cycle <= 3; cycle++) {
    expect((await plumbLab('up')).code).toBe(0);
    const ports = Object.values(state()?.ports ?? {});
    expect(ports.length).toBeGreaterThan(4);
    expect((await plumbLab('down')).code).toBe(0);
    await expectNothingLeft(ports);
  }
});

test('what a killed up has left, the next one takes over, and down removes', async () => {
  const up = startUp();
  await untilStarted('kube-apiserver');
  up.kill('SIGKILL');
  await once(up, 'exit');
  const left = Object.values(state()?.processes ?? {}).map(({ identity }) => identity.pid);
  expect(left).toHaveLength(2);
  expect((await plumbLab('up')).code).toBe(0);
  const { processes, ports } = state() ?? { processes: {}, ports: {} };
  expect(Object.values(processes).map(({ identity }) => identity.pid)).toEqual(expect.arrayContaining(left));
  expect((await plumbLab('down')).code).toBe(0);
  await expectNothingLeft(Object.values(ports));
});

test('down alone removes what a killed up has left', async () => {
  const up = startUp();
  await untilStarted('etcd');
  up.kill('SIGKILL');
  await once(up, 'exit');
  const ports = Object.values(state()?.ports ?? {});
  expect((await plumbLab('down')).code).toBe(0);
  await expectNothingLeft(ports);
});

test('Ctrl-C takes back what was started', async () => {
  const up = startUp();
  await untilStarted('kube-apiserver');
  const ports = Object.values(state()?.ports ?? {});
  up.kill('SIGINT');
  const [code] = (await once(up, 'exit')) as [number];
  expect(code).toBe(130);
  await expectNothingLeft(ports);
});

test('a second up or down beside the first is refused, and harms nothing', async () => {
  const up = startUp();
  const exited = once(up, 'exit');
  await untilStarted('etcd');
  // Held in its tracks, so that it is certainly still at work when the others come.
  up.kill('SIGSTOP');
  for (const verb of ['up', 'down']) {
    const second = await plumbLab(verb);
    expect(second.code).toBe(2);
    expect(second.stdout).toContain('another command is at work on the lab "test"');
  }
  up.kill('SIGCONT');
  const [code] = (await exited) as [number];
  expect(code).toBe(0);
  expect((await plumbLab('status')).code).toBe(0);
});

test('a port that was taken while its process was dead is named, and down with up helps', async () => {
  await plumbLab('up');
  const [port, pid] = [
    state()?.ports['dev-ap-northeast-1/kube-scheduler:https'] ?? 0,
    state()?.processes['dev-ap-northeast-1/kube-scheduler']?.identity.pid ?? 0,
  ];
  process.kill(pid, 'SIGKILL');
  while (!(await isFree(port))) await sleep(20);
  const thief = createServer().listen(port, '127.0.0.1');
  await once(thief, 'listening');
  const up = await plumbLab('up');
  expect(up.code).toBe(2);
  expect(up.stdout).toContain(
    `port ${port} of dev-ap-northeast-1/kube-scheduler was opened by another program`,
  );
  expect((await plumbLab('status')).code).toBe(1);
  await plumbLab('down');
  expect((await plumbLab('up')).code).toBe(0);
  thief.close();
});

test('state that cannot be read is no reason to leave processes behind', async () => {
  await plumbLab('up');
  const ports = Object.values(state()?.ports ?? {});
  spawnSync('truncate', ['--size', '100', join(folder, 'lab.json')]);
  expect((await plumbLab('down')).code).toBe(0);
  await expectNothingLeft(ports);
});

/** A file system of 20 MiB at the lab's state folder, seen by the command alone. */
const onFullDisk = ['--user', '--map-root-user', '--mount', 'sh', '-c'];
const mayMount = spawnSync('unshare', [...onFullDisk, 'mount -t tmpfs none /mnt']).status === 0;

if (!mayMount) console.warn('not shown: a full disk, as this system lets no user mount one (unshare)');

test.runIf(mayMount)('a full disk is told in one line, and nothing keeps running', () => {
  const script = 'mount -t tmpfs -o size=20m none "$XDG_STATE_HOME" && exec "$@"';
  const command = [join(checkout, 'plumb'), 'lab', 'up', '--name', 'test'];
  const { status, stdout } = spawnSync('unshare', [...onFullDisk, script, 'sh', ...command], {
    env: { ...process.env, ...lab.env },
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stdout).toMatch(/^unjudged\[lab-disk-full\]: .*no space left.*\n {2}next: free some space/);
  expect(findLeftovers(folder)).toEqual([]);
});

test('programs and kinds can be had ahead', async () => {
  const { code, stdout } = await runPlumb(['lab', 'build', 'etcd', 'kinds', '-o', 'json']);
  expect(code).toBe(0);
  const { result } = JSON.parse(stdout) as { result: { program: string; path: string }[] };
  expect(result.map(({ program }) => program)).toEqual(['etcd', 'kinds']);
  for (const { path } of result) expect(existsSync(path)).toBe(true);
  const refused = await runPlumb(['lab', 'build', 'kind']);
  expect(refused.code).toBe(2);
  expect(refused.stdout).toContain('there is no tool "kind"');
});
