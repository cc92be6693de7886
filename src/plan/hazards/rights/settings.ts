import { readEmbedded } from '../../../diff/embedded.ts';
import { type Fields, fieldsOf, selectTexts, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { commaSeparated } from '../../comma-separated.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** What a ConfigMap gives, or keeps from somebody, one text each, and whether one that there was covers what is given. */
interface Setting {
  readonly grants: (data: Fields) => readonly string[];
  readonly isWithin?: (grant: string, other: string) => boolean;
  readonly bars?: (data: Fields) => readonly string[];
}

const inheritance = 'server.rbac.disableApplicationFineGrainedRBACInheritance';
const impersonation = 'application.sync.impersonation.enabled';

/** By name: ConfigMaps that say who may do what in Argo CD, and in a cluster of EKS. */
const settings: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  [
    'argocd-cm',
    {
      grants: (data) => [
        ...(data['users.anonymous.enabled'] === 'true'
          ? ['lets in who has not logged in (users.anonymous.enabled)']
          : []),
        ...(data['exec.enabled'] === 'true' ? ['newly lets users into pods (exec.enabled)'] : []),
        ...(data['admin.enabled'] === 'false' ? [] : ['lets in the user admin (admin.enabled)']),
        ...(data[inheritance] === 'false'
          ? [`lets who may change or delete an Application do so with its objects (${inheritance})`]
          : []),
        ...accountsOf(data),
        ...['dex.config', 'oidc.config'].flatMap((name) => issuersOf(data, name)),
      ],
      bars: (data) =>
        data[impersonation] === 'true'
          ? [`syncs with all rights of Argo CD, not with those of an account (${impersonation})`]
          : [],
    },
  ],
  [
    'argocd-cmd-params-cm',
    {
      grants: (data) => [
        ...(data['server.disable.auth'] === 'true' ? ['lets in whoever comes (server.disable.auth)'] : []),
        ...namesIn(data, 'application.namespaces').map(
          (name) => `takes Applications from the namespace ${name}`,
        ),
        ...namesIn(data, 'applicationsetcontroller.namespaces').map(
          (name) => `takes ApplicationSets from the namespace ${name}`,
        ),
      ],
      isWithin: isGlobWithin,
    },
  ],
  [
    'argocd-rbac-cm',
    {
      grants: policiesOf,
      isWithin: isPolicyWithin,
      bars: (data) =>
        linesOf(data)
          .filter((line) => /^p, .*, deny$/.test(line))
          .map((line) => `no longer has "${line}"`),
    },
  ],
  [
    'aws-auth',
    {
      // The account that has made the cluster is not among them.
      grants: (data) =>
        ['mapRoles', 'mapUsers'].flatMap((field) =>
          [...(textOf(data, field) ?? '').matchAll(/system:masters/g)].map(
            (_, index) => `newly lets ${index + 1} of its ${field} do everything (system:masters)`,
          ),
        ),
    },
  ],
]);

/** Argo CD 3.5, `docs/operator-manual/rbac.md`: lines of `policy.csv`, and of `policy.*.csv`. */
function linesOf(data: Fields): string[] {
  return Object.keys(data)
    .filter((name) => /^policy\.(?:.*\.)?csv$/.test(name))
    .flatMap((name) => (textOf(data, name) ?? '').split('\n'))
    .map((line) => partsOf(line).join(', '));
}

function policiesOf(data: Fields): string[] {
  const usual = textOf(data, 'policy.default');
  const scopes = readEmbedded(textOf(data, 'scopes') ?? '')?.value ?? textOf(data, 'scopes') ?? 'groups';
  return [
    ...(usual === undefined ? [] : [`gives whoever logs in ${usual} (policy.default)`]),
    ...linesOf(data)
      .filter((line) => /^(?:g, |p, .*, allow$)/.test(line))
      .map((line) => `newly gives "${line}"`),
    ...[scopes].flat().map((scope) => `takes for a group what a login says of ${shown(scope)} (scopes)`),
    `reads patterns as ${data['policy.matchMode'] === 'regex' ? 'regex' : 'glob'} (policy.matchMode)`,
  ];
}

/** Argo CD 3.5, `util/settings/accounts.go`: local users, and by what each comes in. */
function accountsOf(data: Fields): string[] {
  return Object.keys(data).flatMap((key) => {
    const [, name = ''] = /^accounts\.([^.]+)$/.exec(key) ?? [];
    if (name === '' || data[`accounts.${name}.enabled`] === 'false') return [];
    return namesIn(data, key).map((way) => `lets in the user ${name} by ${way} (${key})`);
  });
}

function issuersOf(data: Fields, name: string): string[] {
  const config = readEmbedded(textOf(data, name) ?? '')?.value;
  return ['issuer', 'connectors[].config.issuer']
    .flatMap((field) => selectTexts(config, field))
    .map(({ value }) => `asks ${value} who is who (${name})`);
}

function namesIn(data: Fields, field: string): string[] {
  return commaSeparated(textOf(data, field));
}

function partsOf(line: string): string[] {
  return line.split(',').map((part) => part.trim());
}

function isPolicyWithin(grant: string, other: string): boolean {
  const [own, wider] = [partsOf(grant), partsOf(other)];
  return own.length === wider.length && own.every((part, index) => isGlobWithin(part, wider[index] ?? ''));
}

/** Rights outside of the API server's own rules. */
export function settingsWidening({ type, change, before, after }: Reviewed): Hazard[] {
  const setting = type === 'ConfigMap' ? settings.get(after?.metadata.name ?? '') : undefined;
  if (setting === undefined || change.kind !== 'changed') return [];
  const { grants, isWithin = (one, other) => one === other, bars = () => [] } = setting;
  const [was, is] = [before, after].map((object) => fieldsOf(object, 'data')) as [Fields, Fields];
  const [known, barred] = [grants(was), bars(is)];
  return [
    ...grants(is).filter((grant) => !known.some((other) => isWithin(grant, other))),
    ...bars(was).filter((bar) => !barred.includes(bar)),
  ].map((message) => ({ severity: 'warning', rule: 'rbac-widening', message, path: ['data'] }));
}
