import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { clusterOf } from './app-move.ts';

/** One thing that is allowed: patterns that must all match. */
type Entry = readonly string[];

interface List {
  readonly field: string;
  readonly what: string;
  /** Default: an item is a text itself. */
  readonly entry?: (item: Fields) => Entry;
  readonly text?: (entry: Entry) => string;
  /** What goes without it. Default: nothing. */
  readonly otherwise?: Entry;
}

const kindOf = (item: Fields): string[] => ['kind', 'group'].map((field) => textOf(item, field) ?? '');
const kinds = {
  entry: kindOf,
  text: ([kind = '', group = '', name = '*']: Entry): string =>
    `${kind}${group === '' ? '' : `.${group}`}${name === '*' ? '' : ` ${name}`}`,
};
const namedKinds = { ...kinds, entry: (item: Fields) => [...kindOf(item), textOf(item, 'name') ?? '*'] };

/** Argo CD 3.5, `AppProjectSpec` and `app_project_types.go`. */
const allowed: readonly List[] = [
  { field: 'sourceRepos', what: 'manifests from' },
  { field: 'sourceNamespaces', what: 'Applications in the namespaces' },
  {
    field: 'destinations',
    what: 'objects in',
    entry: (item) => [clusterOf(item) ?? '', textOf(item, 'namespace') ?? ''],
    text: ([cluster, namespace]) => `${namespace || 'no namespace'} of ${cluster || 'no cluster'}`,
  },
  { ...namedKinds, field: 'clusterResourceWhitelist', what: 'objects without a namespace:' },
  { ...kinds, field: 'namespaceResourceWhitelist', what: 'objects in namespaces:', otherwise: ['*', '*'] },
  {
    field: 'signatureKeys',
    what: 'commits signed by',
    entry: (item) => [textOf(item, 'keyID') ?? ''],
    otherwise: ['*'],
  },
];

const refused: readonly List[] = [
  { ...namedKinds, field: 'clusterResourceBlacklist', what: '' },
  { ...kinds, field: 'namespaceResourceBlacklist', what: '' },
];

/** AppProjects whose Applications may do more than before. Of a new one, only that it takes all there is. */
export function projectWidening({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'argoproj.io/AppProject' || after === undefined) return [];
  const isOpen = isOpenTo(after);
  const widening = (message: string, field: string, isAll = false): Hazard => ({
    severity: isAll && isOpen ? 'error' : 'warning',
    rule: 'rbac-widening',
    message,
    path: ['spec', field],
  });
  const found = allowed.flatMap((list) => {
    const gained = gainedOf(list, before, after);
    const isAll = gained.some(isEverything);
    if (gained.length === 0 || (before === undefined && !isAll)) return [];
    return [
      widening(`newly allows ${list.what} ${listed(gained, list, 'anything but ')}`, list.field, isAll),
    ];
  });
  if (before === undefined) return found;
  for (const list of [...allowed, ...refused]) {
    const [old, now] = [before, after].map((object) =>
      entriesOf(list, object).filter((entry) => refused.includes(list) || isRefusal(entry)),
    ) as [Entry[], Entry[]];
    const lost = old.filter((entry) => !now.some((each) => isWithin(entry, each, list)));
    if (lost.length > 0) found.push(widening(`no longer refuses ${listed(lost, list)}`, list.field));
  }
  if (isScoped(before) && !isScoped(after))
    found.push(widening('newly allows clusters that do not belong to it', 'permitOnlyProjectScopedClusters'));
  const known = new Set(rightsOf(before));
  return [
    ...found,
    ...rightsOf(after)
      .filter((right) => !known.has(right))
      .map((right) => widening(`newly gives ${right}`, 'roles')),
  ];
}

function gainedOf(list: List, before: KubernetesObject | undefined, after: KubernetesObject): Entry[] {
  if (before === undefined && !Array.isArray(fieldsOf(after, 'spec')[list.field])) return [];
  const old = entriesOf(list, before);
  return entriesOf(list, after).filter((entry) => {
    // Who refuses one thing allows all others.
    if (isRefusal(entry)) return !old.some((each) => isRefusal(each) || isEverything(each));
    return !old.some((each) => !isRefusal(each) && isWithin(entry, each, list));
  });
}

function entriesOf({ field, entry, otherwise }: List, object: KubernetesObject | undefined): Entry[] {
  const spec = fieldsOf(object, 'spec');
  if (!Array.isArray(spec[field])) return otherwise === undefined ? [] : [otherwise];
  if (entry === undefined) return select(spec, `${field}[]`).map(({ value }) => [shown(value)]);
  return selectMaps(spec, `${field}[]`).map(({ value }) => entry(value));
}

function isWithin(one: Entry, other: Entry, { field }: List): boolean {
  return one.every((part, index) => isGlobWithin(part, other[index] ?? '', field === 'sourceRepos'));
}

function isEverything(entry: Entry): boolean {
  return entry.every((part) => part === '*');
}

/** Whether whatever comes from anywhere goes everywhere. */
function isOpenTo(project: KubernetesObject): boolean {
  return ['sourceRepos', 'destinations', 'clusterResourceWhitelist', 'namespaceResourceWhitelist'].every(
    (field) => {
      const list = allowed.find((each) => each.field === field);
      const entries = list === undefined ? [] : entriesOf(list, project);
      return entries.some(isEverything) && !entries.some(isRefusal);
    },
  );
}

function isRefusal(entry: Entry): boolean {
  return entry.some((part) => part.startsWith('!'));
}

function isScoped(project: KubernetesObject): boolean {
  return fieldsOf(project, 'spec')['permitOnlyProjectScopedClusters'] === true;
}

/** The first few. */
function listed(entries: readonly Entry[], { text = ([part = '']) => part }: List, not = ''): string {
  const texts = [...new Set(entries.map((entry) => text(entry.map((part) => part.replace(/^!/, not)))))];
  return `${texts.slice(0, 5).join(', ')}${texts.length > 5 ? ` and ${texts.length - 5} more` : ''}`;
}

/** What its roles may do, and who has them. */
function rightsOf(project: KubernetesObject): string[] {
  return selectMaps(project, 'spec.roles[]').flatMap(({ value }) => {
    const role = `its role ${textOf(value, 'name') ?? ''}`;
    const list = (field: string): string[] => select(value, `${field}[]`).map((each) => shown(each.value));
    return [
      ...list('policies')
        .filter((policy) => !/,\s*deny\s*$/.test(policy))
        .map((policy) => `${role} ${policy}`),
      ...list('groups').map((group) => `the group ${group} ${role}`),
    ];
  });
}
