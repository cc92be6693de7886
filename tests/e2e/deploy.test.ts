import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { renderedFolder } from '../deploy/fixture.ts';
import { runPlumb, startPlumb } from '../support/plumb.ts';
import { smallRepository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** As variables of the environment. */
function kubeconfig(port: number) {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'near', cluster: { server: `https://127.0.0.1:${port}` } }],
    users: [{ name: 'near', user: {} }],
    contexts: ['test-near', 'test-far'].map((name) => ({ name, context: { cluster: 'near', user: 'near' } })),
  };
  return { KUBECONFIG: `${temporaryFolder({ config: JSON.stringify(config) })}/config` };
}

async function deploy(...args: readonly string[]) {
  return runPlumb(['deploy', ...args], { env: kubeconfig(1) });
}

const dist = (): readonly string[] => ['--dist', renderedFolder()];

test.each([
  [
    'an environment that is not rendered',
    ['--env', 'tset'],
    /unknown-environment.*\n.*\n.*did you mean test\?/,
  ],
  [
    'a region that is not rendered',
    ['--env', 'test', '--region', 'farr'],
    /unknown-region.*\n.*\n.*did you mean far\?/,
  ],
  [
    'a context that is not there',
    ['--env', 'test', '--context', 'test-neer'],
    /no context test-neer.*\n.*test-near\?/,
  ],
  [
    'a context of the hub that is not there',
    ['--env', 'test', '--region', 'far', '--hub-context', 'nowhere'],
    /no context nowhere/,
  ],
  [
    'a hub that is away',
    ['--env', 'test'],
    /cluster-unreachable.*test-near cannot be reached: .*ECONNREFUSED/,
  ],
  ['a lab that is not there', ['--env', 'test', '--lab', 'nowhere'], /no lab "nowhere"/],
])('%s: exit 2, and what to do', async (_, args, expected) => {
  const { code, stdout, stderr } = await deploy(...args, ...dist());
  expect(stdout).toMatch(expected);
  expect(stdout).toContain('plumb deploy: not finished');
  expect(stderr).toBe('');
  expect(code).toBe(2);
});

test('Ctrl-C ends it at once, also while the hub does not answer', async () => {
  const hub = createServer().listen(0, '127.0.0.1');
  await once(hub, 'listening');
  const env = kubeconfig((hub.address() as AddressInfo).port);
  const { child, ended } = startPlumb(['deploy', '--env', 'test', ...dist()], { env });
  const [socket] = (await once(hub, 'connection')) as [Socket];
  onTestFinished(() => {
    socket.destroy();
    hub.close();
  });
  const begin = performance.now();
  child.kill('SIGINT');
  expect(await ended).toEqual({
    code: 130,
    stdout: '',
    stderr: 'plumb: interrupted: everything is left as it is, and Argo CD goes on by itself\n',
  });
  expect(performance.now() - begin).toBeLessThan(10_000);
});

test('a repository that is not rendered', async () => {
  const { code, stdout } = await runPlumb(['deploy', '--env', 'test'], { cwd: smallRepository() });
  expect(stdout).toMatch(
    /not-rendered.*dist holds no rendered environment\n {2}next: render it with plumb synth/,
  );
  expect(code).toBe(2);
});

test('usage that makes no sense', async () => {
  expect(await deploy(...dist())).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("'--env <environment>'"),
  });
  expect(await deploy('--env', 'test', '--timeout', '15')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Allowed are durations such as 90s, 15m or 1h30m.'),
  });
});
