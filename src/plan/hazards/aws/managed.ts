import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectTexts } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { annotationOf } from '../../argocd.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';
import { everyone } from './access.ts';

/** Objects that stand for something in a cloud: what they stand for, and what becomes of it when they change. */
export function managedChanges({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const isAck = /\.services\.k8s\.aws\//.test(type);
  const isCrossplane = 'forProvider' in fieldsOf(after, 'spec');
  return [
    ...(isAck ? otherPlace(before, after) : []),
    ...(isAck && annotationOf(after, readOnly) === 'true' && annotationOf(before, readOnly) !== 'true'
      ? [warn('suspension', `what git says of it does not reach AWS any more (${readOnly})`, annotations)]
      : []),
    ...(isCrossplane
      ? [...otherThing(before, after), ...lessGuarded(before, after), ...opened(before, after)]
      : []),
    ...(type === 'Namespace' ? keptNoMore(before, after) : []),
  ];
}

/** AWS Controllers for Kubernetes, `apis/core/v1alpha1/annotations.go` of their runtime. */
const ack = 'services.k8s.aws';
const readOnly = `${ack}/read-only`;
const annotations = ['metadata', 'annotations'];

function otherPlace(before: KubernetesObject, after: KubernetesObject): Hazard[] {
  return ['region', 'owner-account-id'].flatMap((part) => {
    const [was, is] = [before, after].map((object) => annotationOf(object, `${ack}/${part}`));
    if (was === undefined || is === undefined || was === is) return [];
    return [
      warn(
        'left-behind',
        `is made anew in ${is} (${part}): what it stands for in ${was} stays, and nobody manages it`,
        annotations,
      ),
    ];
  });
}

/** By service, for all objects in a namespace. */
function keptNoMore(before: KubernetesObject, after: KubernetesObject): Hazard[] {
  const now = fieldsOf(after, ...annotations);
  return Object.entries(fieldsOf(before, ...annotations))
    .filter(
      ([name, value]) =>
        name.endsWith(`.${ack}/deletion-policy`) && value === 'retain' && now[name] !== value,
    )
    .map(([name]) =>
      warn(
        'protection-cut',
        `what leaves git in it goes in AWS too from now on: ${name} is no longer retain`,
        annotations,
      ),
    );
}

/** Crossplane 2.0, `apis/common` and `pkg/meta` of its runtime. */
const externalName = 'crossplane.io/external-name';
const paused = 'crossplane.io/paused';

function otherThing(before: KubernetesObject, after: KubernetesObject): Hazard[] {
  const [was, is] = [before, after].map((object) => annotationOf(object, externalName));
  const [from, to] = [before, after].map((object) => {
    const { name } = fieldsOf(object, 'spec', 'providerConfigRef');
    return name === undefined ? undefined : shown(name);
  });
  const stays = 'and nobody manages that one any more';
  return [
    ...(was !== undefined && was !== is
      ? [
          warn(
            'left-behind',
            `stands for ${is ?? 'something new'} in the cloud, no longer for ${was}, ${stays}`,
            annotations,
          ),
        ]
      : []),
    ...(from !== undefined && from !== to
      ? [
          warn(
            'left-behind',
            `is managed with ${to ?? 'the default'} (providerConfigRef), no longer with ${from}: in another account, it is made anew`,
            ['spec'],
          ),
        ]
      : []),
    ...(annotationOf(after, paused) === 'true' && annotationOf(before, paused) !== 'true'
      ? [warn('suspension', `what git says of it does not reach the cloud any more (${paused})`, annotations)]
      : []),
  ];
}

type Worse = (was: unknown, is: unknown) => boolean;
const ends: Worse = (was, is) => was === true && is !== true;
const begins: Worse = (was, is) => was !== true && is === true;
const falls: Worse = (was, is) => numberOf(is) < numberOf(was);

/** Fields that providers of Crossplane for AWS, Azure and Google share, as Terraform names them. */
const weakenings: readonly (readonly [fields: string, worse: Worse, rule: string, effect: string])[] = [
  ['deletionProtection', ends, 'protection-cut', 'can be deleted at once'],
  ['publiclyAccessible publicNetworkAccessEnabled', begins, 'exposure', 'can be reached from the internet'],
  ['skipFinalSnapshot', begins, 'backup-cut', 'leaves no copy of its data when it is deleted'],
  ['forceDestroy', begins, 'protection-cut', 'can be deleted with all that is in it'],
  ['backupRetentionPeriod', falls, 'backup-cut', 'keeps backups for a shorter time'],
  ['allocatedStorage', falls, 'capacity-cut', 'holds less'],
  ['multiAz', ends, 'protection-cut', 'has no other zone to go on in'],
  ['enableKeyRotation', ends, 'encryption-cut', 'uses the same key for ever'],
  [
    'blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets',
    ends,
    'exposure',
    'can be opened to everyone',
  ],
];

/** Where rules of firewalls list networks. */
const networks = ['cidrBlocks[]', 'ipv6CidrBlocks[]', 'cidrIpv4', 'cidrIpv6', 'sourceRanges[]'];

/** What lets traffic in is told; most may go out anywhere. */
function opened(before: KubernetesObject, after: KubernetesObject): Hazard[] {
  const { type, direction = type, deny } = fieldsOf(after, 'spec', 'forProvider');
  if (deny !== undefined || /egress/i.test(`${shown(direction ?? '')} ${after.kind}`)) return [];
  const openIn = (object: KubernetesObject): string[] =>
    networks
      .flatMap((field) => selectTexts(object, `spec.forProvider.${field}`).map(({ value }) => value))
      .filter((network) => everyone.includes(network));
  const known = openIn(before);
  return openIn(after)
    .filter((network) => !known.includes(network))
    .map((network) => warn('exposure', `takes traffic from ${network}`, ['spec', 'forProvider']));
}

function lessGuarded(before: KubernetesObject, after: KubernetesObject): Hazard[] {
  const valueOf = (object: KubernetesObject, field: string): unknown =>
    select(object, `spec.forProvider.${field}`)[0]?.value;
  return weakenings.flatMap(([fields, worse, rule, effect]) =>
    fields.split(' ').flatMap((field) => {
      const [was, is] = [before, after].map((object) => valueOf(object, field));
      if (!worse(was, is)) return [];
      const now = is === undefined ? 'is gone' : `is ${shown(is)}`;
      return [warn(rule, `${effect}: forProvider.${field} ${now}`, ['spec', 'forProvider'])];
    }),
  );
}

function warn(rule: string, message: string, path: readonly string[]): Hazard {
  return { severity: 'warning', rule, message, path };
}
