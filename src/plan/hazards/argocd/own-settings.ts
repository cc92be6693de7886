import type { Fields } from '../../../manifest/select.ts';
import { fieldsOf, textOf } from '../../../manifest/select.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { set, unset, type Weakening, weakenings } from '../worse.ts';

/** Argo CD 3.5, `pkg/apis/application/v1alpha1/applicationset_types.go`: what it may do beside making Applications. */
const actions: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['create-only', new Set<string>()],
  ['create-update', new Set(['update'])],
  ['create-delete', new Set(['delete'])],
]);

/** Of any other policy, as `sync`, all. */
function actionsOf(policy: string | undefined): ReadonlySet<string> {
  return actions.get(policy ?? 'sync') ?? new Set(['update', 'delete']);
}

const older =
  (least: string): Weakening[1] =>
  (was = least, is = least) =>
    Number(is) < Number(was);

/** Argo CD 3.5, `docs/operator-manual/argocd-{cm,cmd-params-cm}.yaml`. */
const settingWeakenings = weakenings(
  {
    ConfigMap: [
      ['server.insecure', set, 'encryption-cut', 'Argo CD answers in the clear'],
      [
        'reposerver.disable.tls dexserver.disable.tls controller.repo.server.plaintext server.repo.server.plaintext ' +
          'server.dex.server.plaintext notificationscontroller.repo.server.plaintext',
        set,
        'encryption-cut',
        'parts of Argo CD speak to each other in the clear',
      ],
      [
        'controller.repo.server.strict.tls server.repo.server.strict.tls server.dex.server.strict.tls',
        unset,
        'encryption-cut',
        'parts of Argo CD do not check who answers them',
      ],
      [
        'server.tls.minversion reposerver.tls.minversion',
        older('1.2'),
        'encryption-cut',
        'takes older versions of TLS',
      ],
      ['oidc.tls.insecure.skip.verify', set, 'encryption-cut', 'does not check who says who somebody is'],
      [
        'timeout.reconciliation',
        (was, is) => !isNever(was) && isNever(is),
        'sync-cut',
        'does not look for changes by itself any more',
      ],
      [
        'applicationsetcontroller.policy',
        (was, is) => !actionsOf(was).isSubsetOf(actionsOf(is)),
        'sync-cut',
        'ApplicationSets do less to the Applications that there are',
      ],
      [
        'applicationsetcontroller.dryrun',
        set,
        'sync-cut',
        'ApplicationSets make and change nothing any more',
      ],
    ],
  },
  'data',
);

/** Argo CD 3.5, `docs/faq.md`. */
function isNever(time: string | undefined): boolean {
  return /^0+[a-z]*$/.test(time ?? '');
}

/** What Argo CD itself does less, or less safely, by its ConfigMaps. */
export function argoSettingCuts(reviewed: Reviewed): readonly Hazard[] {
  const { type, change, before, after } = reviewed;
  const isOwn = type === 'ConfigMap' && /^argocd-(?:cm|cmd-params-cm)$/.test(after?.metadata.name ?? '');
  if (!isOwn || change.kind !== 'changed') return [];
  const [was, is] = [before, after].map((object) => fieldsOf(object, 'data')) as [Fields, Fields];
  const [old, now] = [trackingOf(was), trackingOf(is)];
  const tell = (rule: string, message: string): Hazard => ({
    severity: 'warning',
    rule,
    message,
    path: ['data'],
  });
  const scripts = Object.keys(was).filter((name) => name.startsWith(health) && !(name in is));
  return [
    ...settingWeakenings(reviewed),
    ...(old === now
      ? []
      : [
          tell(
            'sync-cut',
            `knows what is its own by ${now}, no longer by ${old}: what leaves git before all is synced again stays in the clusters`,
          ),
        ]),
    ...scripts.map((name) =>
      tell(
        'wave-order',
        `no longer has its own idea of when ${name.slice(health.length).replace('_', '/')} is healthy (${name}): waves after it may not wait`,
      ),
    ),
  ];
}

const health = 'resource.customizations.health.';

/** Argo CD 3.5, `util/argo/resource_tracking.go`: `annotation+label` goes by the annotation too. */
function trackingOf(data: Fields): string {
  if (data['application.resourceTrackingMethod'] === 'label')
    return `the label ${textOf(data, 'application.instanceLabelKey') ?? 'app.kubernetes.io/instance'}`;
  const installation = textOf(data, 'installationID');
  return `the annotation of ${installation === undefined ? 'Argo CD' : `the installation ${installation}`}`;
}
