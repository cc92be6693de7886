import { expect, test } from 'vitest';
import { findLogs } from '../../src/lab/logs.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { thrownBy } from '../support/thrown.ts';

const logs = (...names: readonly string[]) => ({
  XDG_STATE_HOME: temporaryFolder(
    Object.fromEntries(names.map((name) => [`plumbline/lab/shop/logs/${name}.log`, ''])),
  ),
});
const env = () => logs('dev-near/etcd', 'dev-far/etcd', 'dev-near/kube-apiserver');

test.each([
  [undefined, ['dev-far/etcd', 'dev-near/etcd', 'dev-near/kube-apiserver']],
  ['etcd', ['dev-far/etcd', 'dev-near/etcd']],
  ['dev-near/etcd', ['dev-near/etcd']],
])('asked for %s, the logs are %j', (process, names) => {
  expect(findLogs('shop', process, env()).map(({ name }) => name)).toEqual(names);
});

test.each([
  ['kube-apisever', 'did you mean kube-apiserver?'],
  ['dev-near/etdc', 'did you mean dev-near/etcd?'],
  ['grafana', 'plumb lab status lists its processes'],
])('%s has no log: %s', (process, next) => {
  expect(thrownBy(() => findLogs('shop', process, env()))).toMatchObject({
    findings: [
      {
        message: `the lab "shop" has no log of "${process}"`,
        allowed: 'dev-far/etcd, dev-near/etcd, dev-near/kube-apiserver',
        next,
      },
    ],
  });
});

test.each([undefined, 'etcd'])('a lab that never ran has no logs, whichever are asked for: %s', (process) => {
  expect(thrownBy(() => findLogs('shop', process, logs()))).toMatchObject({
    findings: [{ message: 'the lab "shop" has no logs', next: 'plumb lab status lists its processes' }],
  });
});
