import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const settings =
  (name: string) =>
  (data: string): string =>
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: argocd}, data: {a: b, ${data}}}`;
const argo = settings('argocd-cm');
const command = settings('argocd-cmd-params-cm');
const tracking = (method: string): string => argo(`application.resourceTrackingMethod: ${method}`);
const health = 'resource.customizations.health.argoproj.io_Application';

const left = 'what leaves git before all is synced again stays in the clusters';

test.each<[string, string, string, string[]]>([
  [
    'by what it knows its objects',
    tracking('annotation'),
    tracking('label'),
    [
      `sync-cut: knows what is its own by the label app.kubernetes.io/instance, no longer by the annotation of Argo CD: ${left}`,
    ],
  ],
  [
    'by which of their labels',
    tracking('label'),
    tracking('label, application.instanceLabelKey: mine'),
    [
      `sync-cut: knows what is its own by the label mine, no longer by the label app.kubernetes.io/instance: ${left}`,
    ],
  ],
  ['a label beside the annotation', argo(''), tracking('annotation+label'), []],
  ['a label that nothing goes by', argo(''), argo('application.instanceLabelKey: mine'), []],
  [
    'health, by which waves wait',
    argo(`${health}: return a`),
    argo(''),
    [
      `wave-order: no longer has its own idea of when argoproj.io/Application is healthy (${health}): waves after it may not wait`,
    ],
  ],
  ['health by another script', argo(`${health}: return a`), argo(`${health}: return b`), []],
  [
    'how often it looks',
    argo('timeout.reconciliation: 180s'),
    argo('timeout.reconciliation: 0s'),
    ['sync-cut: does not look for changes by itself any more: timeout.reconciliation goes from 180s to 0s'],
  ],
  ['that it looks rarely', argo('timeout.reconciliation: 180s'), argo('timeout.reconciliation: 600s'), []],
  [
    'encryption',
    command('server.repo.server.strict.tls: "true"'),
    command('server.insecure: "true", server.tls.minversion: "1.1"'),
    [
      'encryption-cut: Argo CD answers in the clear: server.insecure is true',
      'encryption-cut: parts of Argo CD do not check who answers them: server.repo.server.strict.tls is gone',
      'encryption-cut: takes older versions of TLS: server.tls.minversion is 1.1',
    ],
  ],
  ['its defaults', command(''), command('server.insecure: "false", server.tls.minversion: "1.2"'), []],
  [
    'ApplicationSets',
    command(''),
    command('applicationsetcontroller.policy: create-only'),
    [
      'sync-cut: ApplicationSets do less to the Applications that there are: applicationsetcontroller.policy is create-only',
    ],
  ],
  [
    'ApplicationSets that do something else',
    command('applicationsetcontroller.policy: create-update'),
    command('applicationsetcontroller.policy: create-delete'),
    [
      'sync-cut: ApplicationSets do less to the Applications that there are: applicationsetcontroller.policy goes from create-update to create-delete',
    ],
  ],
  [
    'ApplicationSets that do more',
    command('applicationsetcontroller.policy: create-only'),
    command('applicationsetcontroller.policy: create-update'),
    [],
  ],
  ['ApplicationSets that do all', command('applicationsetcontroller.policy: create-delete'), command(''), []],
  ['the same in another ConfigMap', settings('other')(''), settings('other')('server.insecure: "true"'), []],
  ['an Argo CD that comes', '', command('server.insecure: "true"'), []],
])('%s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((text) => `warning ${text}`));
});
