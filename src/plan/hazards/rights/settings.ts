import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, textOf } from '../../../manifest/select.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** What a ConfigMap gives, one text each, and whether one that there was covers it. */
interface Setting {
  readonly grants: (data: Readonly<Record<string, unknown>>) => readonly string[];
  readonly isWithin?: (grant: string, other: string) => boolean;
}

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
      ],
    },
  ],
  [
    'argocd-cmd-params-cm',
    {
      grants: (data) => [
        ...(data['server.disable.auth'] === 'true' ? ['lets in whoever comes (server.disable.auth)'] : []),
        ...(textOf(data, 'application.namespaces') ?? '')
          .split(',')
          .flatMap((name) => name.trim() || [])
          .map((name) => `takes Applications from the namespace ${name}`),
      ],
      isWithin: isGlobWithin,
    },
  ],
  ['argocd-rbac-cm', { grants: policiesOf, isWithin: isPolicyWithin }],
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
function policiesOf(data: Readonly<Record<string, unknown>>): string[] {
  const lines = Object.keys(data)
    .filter((name) => /^policy\.(?:.*\.)?csv$/.test(name))
    .flatMap((name) => (textOf(data, name) ?? '').split('\n'))
    .map((line) => partsOf(line).join(', '))
    .filter((line) => /^(?:g, |p, .*, allow$)/.test(line));
  const usual = textOf(data, 'policy.default');
  return [
    ...(usual === undefined ? [] : [`gives whoever logs in ${usual} (policy.default)`]),
    ...lines.map((line) => `newly gives "${line}"`),
  ];
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
  const { grants, isWithin = (one, other) => one === other } = setting;
  const of = (object: KubernetesObject | undefined): readonly string[] => grants(fieldsOf(object, 'data'));
  const known = of(before);
  return of(after)
    .filter((grant) => !known.some((other) => isWithin(grant, other)))
    .map((message) => ({ severity: 'warning', rule: 'rbac-widening', message, path: ['data'] }));
}
