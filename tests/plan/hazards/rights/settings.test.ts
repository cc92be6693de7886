import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const settings =
  (name: string) =>
  (data: string): string =>
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: a}, data: {${data}}}`;
const rights = settings('argocd-rbac-cm');
const policy = (...lines: readonly string[]): string => rights(`policy.csv: "${lines.join('\\n')}"`);
const argo = settings('argocd-cm');
const command = settings('argocd-cmd-params-cm');
const aws = (groups: string): string =>
  settings('aws-auth')(`mapRoles: "- {rolearn: a, groups: [${groups}]}"`);

test.each<[string, string, string, string[]]>([
  [
    'everybody',
    rights('policy.default: "role:readonly"'),
    rights('policy.default: "role:admin"'),
    ['gives whoever logs in role:admin (policy.default)'],
  ],
  ['nobody by default', rights('policy.default: "role:admin"'), rights(''), []],
  [
    'more apps',
    policy('p, role:shop, applications, sync, shop/*, allow'),
    policy('p, role:shop, applications, *, */*, allow', 'g, team, role:shop'),
    ['newly gives "p, role:shop, applications, *, */*, allow"', 'newly gives "g, team, role:shop"'],
  ],
  [
    'fewer apps, and what is denied',
    policy('p, role:shop, applications, sync, shop/*, allow'),
    policy('p,role:shop,applications,sync,shop/cart,allow', 'p, role:shop, logs, get, */*, deny'),
    [],
  ],
  [
    'strangers',
    argo('url: u'),
    argo('url: u, users.anonymous.enabled: "true"'),
    ['lets in who has not logged in (users.anonymous.enabled)'],
  ],
  [
    'Applications of all namespaces',
    command('application.namespaces: "team-a, team-b*"'),
    command('application.namespaces: "team-a, team-b1, *"'),
    ['takes Applications from the namespace *'],
  ],
  [
    'whoever comes',
    command(''),
    command('server.disable.auth: "true"'),
    ['lets in whoever comes (server.disable.auth)'],
  ],
  [
    'its first user',
    argo('admin.enabled: "false"'),
    argo('admin.enabled: "true"'),
    ['lets in the user admin (admin.enabled)'],
  ],
  ['its first user no more', argo(''), argo('admin.enabled: "false"'), []],
  ['another address', argo('url: u'), argo('url: v'), []],
  [
    'nodes',
    aws('system:nodes'),
    aws('system:nodes, system:masters'),
    ['newly lets 1 of its mapRoles do everything (system:masters)'],
  ],
  ['a group of fewer rights', aws('system:masters'), aws('system:nodes'), []],
])('settings for %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning rbac-widening: ${message}`)),
);
