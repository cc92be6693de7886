import { readEmbedded } from '../../../diff/embedded.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { ignored } from './sync.ts';

/** Kinds of objects by patterns: kind, group and cluster. */
type Kinds = readonly [kind: string, group: string, cluster: string];

/** What Argo CD newly does not look at, by its own ConfigMap. */
export function hiddenKinds({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'ConfigMap' || after?.metadata.name !== 'argocd-cm' || change.kind !== 'changed') return [];
  const of = (object: KubernetesObject | undefined, name: string): Kinds[] =>
    kindsOf(object, `resource.${name}`);
  const [included, includes] = [of(before, 'inclusions'), of(after, 'inclusions')];
  const [excluded, excludes] = [[...neverSeen, ...of(before, 'exclusions')], of(after, 'exclusions')];
  const dropped = includes.length === 0 ? [] : beyond(included, includes);
  const messages = [
    ...(includes.length > 0 && included.length === 0
      ? [`Argo CD sees nothing but ${listed(includes)} any more (resource.inclusions)`]
      : []),
    ...told('resource.inclusions', dropped),
    ...told(
      'resource.exclusions',
      beyond(excludes, excluded).filter(([kind]) => !madeByMachines.test(kind)),
    ),
    ...ignoredBy(after)
      .filter((each) => !ignoredBy(before).includes(each))
      .map((each) => `differences are newly ignored: ${each}`),
  ];
  return messages.map((message) => ({ severity: 'warning', rule: 'sync-cut', message, path: ['data'] }));
}

/** What Argo CD 3.5 leaves out whatever it is told, `util/settings/resources_filter.go`, `coreExcludedResources`. */
const neverSeen: readonly Kinds[] = [
  ['*', 'events.k8s.io', '*'],
  ['*', 'metrics.k8s.io', '*'],
  ['Event', '', '*'],
  ['Lease', 'coordination.k8s.io', '*'],
];

/**
 * What only controllers make, so that nobody has it in git: what Argo CD 3.5 leaves out unless it is told otherwise
 * (`manifests/base/config/argocd-cm.yaml`), and more of the kind.
 */
const madeByMachines =
  /^(?:AnalysisRun|Cilium(?:Endpoint|EndpointSlice|Identity)|Certificate(?:Signing)?Request|Challenge|ControllerRevision|EndpointSlice|Endpoints|Event|Lease|Node|NodeClaim|NodeMetrics|Order|PodMetrics|PodVolumeBackup|ReplicaSet|UpdateRequest|\w+(?:Report|Review))$/;

/** Argo CD 3.5, `util/settings/filtered_resource.go`: a list that is not there is all there are. */
function kindsOf(settings: KubernetesObject | undefined, name: string): Kinds[] {
  const list = readEmbedded(textOf(fieldsOf(settings, 'data'), name) ?? '')?.value;
  return selectMaps({ list }, 'list[]').flatMap(({ value }) => {
    const patterns = (field: string): string[] => {
      const found = select(value, `${field}[]`).map((each) => shown(each.value));
      return found.length === 0 ? ['*'] : found;
    };
    return patterns('kinds').flatMap((kind) =>
      patterns('apiGroups').flatMap((group) =>
        patterns('clusters').map((cluster): Kinds => [kind, group, cluster]),
      ),
    );
  });
}

function beyond(some: readonly Kinds[], others: readonly Kinds[]): Kinds[] {
  return some.filter(
    (one) => !others.some((other) => one.every((part, index) => isGlobWithin(part, other[index] ?? ''))),
  );
}

function told(setting: string, kinds: readonly Kinds[]): string[] {
  if (kinds.length === 0) return [];
  return [`Argo CD no longer sees ${listed(kinds)} (${setting}): what git says of them is not synced`];
}

/** The first few. */
function listed(kinds: readonly Kinds[]): string {
  const texts = kinds.map(
    ([kind, group, cluster]) =>
      `${kind}${group === '' ? '' : `.${group}`}${cluster === '*' ? '' : ` of ${cluster}`}`,
  );
  return `${texts.slice(0, 5).join(', ')}${texts.length > 5 ? ` and ${texts.length - 5} more` : ''}`;
}

const ignoring = 'resource.customizations.ignoreDifferences.';

/** What it ignores of all Applications, by kind: `apps_Deployment`. */
function ignoredBy(settings: KubernetesObject | undefined): string[] {
  const data = fieldsOf(settings, 'data');
  const ignoreDifferences = Object.keys(data)
    .filter((name) => name.startsWith(ignoring))
    .map((name) => ({
      ...fieldsOf({ value: readEmbedded(textOf(data, name) ?? '')?.value }, 'value'),
      kind: name.slice(ignoring.length),
    }));
  return ignored({ ignoreDifferences });
}
