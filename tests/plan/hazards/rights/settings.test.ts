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
    'what was denied',
    policy('p, role:shop, logs, get, */*, deny', 'p, role:shop, exec, create, */*, deny'),
    policy('p, role:shop, logs, get, */*, deny'),
    ['no longer has "p, role:shop, exec, create, */*, deny"'],
  ],
  [
    'other groups, and other patterns',
    rights('policy.default: a'),
    rights('policy.default: a, scopes: "[groups, email]", policy.matchMode: regex'),
    ['takes for a group what a login says of email (scopes)', 'reads patterns as regex (policy.matchMode)'],
  ],
  [
    'the same groups and patterns, written out',
    rights('policy.default: a, scopes: "[email, groups]"'),
    rights('policy.default: a, scopes: "[groups]", policy.matchMode: glob'),
    [],
  ],
  [
    'local users',
    argo('accounts.ci: apiKey'),
    argo('accounts.ci: "apiKey, login", accounts.old: login, accounts.old.enabled: "false"'),
    ['lets in the user ci by login (accounts.ci)'],
  ],
  [
    'who says who somebody is',
    argo('oidc.config: "issuer: https://a\\nclientID: x"'),
    argo('oidc.config: "issuer: https://b\\nclientID: x"'),
    ['asks https://b who is who (oidc.config)'],
  ],
  [
    'another client of the same one',
    argo('oidc.config: "issuer: https://a\\nclientID: x"'),
    argo('oidc.config: "issuer: https://a\\nclientID: y"'),
    [],
  ],
  [
    'syncs',
    argo('application.sync.impersonation.enabled: "true"'),
    argo('server.rbac.disableApplicationFineGrainedRBACInheritance: "false"'),
    [
      'lets who may change or delete an Application do so with its objects (server.rbac.disableApplicationFineGrainedRBACInheritance)',
      'syncs with all rights of Argo CD, not with those of an account (application.sync.impersonation.enabled)',
    ],
  ],
  [
    'ApplicationSets of more namespaces',
    command('applicationsetcontroller.namespaces: argocd'),
    command('applicationsetcontroller.namespaces: "argocd, team-*"'),
    ['takes ApplicationSets from the namespace team-*'],
  ],
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
