import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { syncOptionsOf } from '../../argocd.ts';
import { paramsKind } from '../../params.ts';
import { deletesApps } from '../data/losses.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Where kinds say how an app is synced. */
export const appSpecs: Readonly<Record<string, readonly string[]>> = {
  [paramsKind]: [],
  'argoproj.io/Application': ['spec'],
  'argoproj.io/ApplicationSet': ['spec', 'template', 'spec'],
};

/** What Argo CD does less to keep the clusters as git says. */
export function syncCuts({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const warn = (message: string, path: Path): Hazard => ({
    severity: 'warning',
    rule: 'sync-cut',
    message,
    path,
  });
  const found: Hazard[] = [];
  for (const cost of optionCosts(syncOptionsOf(before), syncOptionsOf(after), costsOfObject))
    found.push(warn(cost, ['metadata']));
  const spec = appSpecs[type];
  if (spec === undefined) return found;
  const [old, now] = [fieldsOf(before, ...spec), fieldsOf(after, ...spec)];
  const known = new Set(ignored(old));
  for (const each of ignored(now).filter((one) => !known.has(one)))
    found.push(warn(`differences are newly ignored: ${each}`, [...spec, 'ignoreDifferences']));
  const policy = [...spec, 'syncPolicy'];
  for (const cost of optionCosts(appOptions(old), appOptions(now), costsOfApp))
    found.push(warn(cost, policy));
  for (const lost of automation(old).filter((each) => !automation(now).includes(each)))
    found.push(warn(lost, policy));
  if (type === 'argoproj.io/ApplicationSet' && deletesApps(after) && !deletesApps(before))
    found.push(warn('with it, or with one of its apps, all their objects are deleted from now on', ['spec']));
  return found;
}

type OptionCosts = Readonly<Record<string, string>>;

/**
 * What options of one object cost. Source: `pkg/sync/sync_context.go` in gitops-engine of Argo CD 3.5; a client's
 * apply sends no `fieldValidation`, so that the API server only warns.
 */
const costsOfObject: OptionCosts = {
  'Prune=false': 'stays in the cluster from now on when it leaves git',
  'ServerSideApply=false': 'fields of it that no schema has are dropped from now on, not refused',
};

/** The same of all objects of an Application; `ServerSideApply=false` is the default there. */
const costsOfApp: OptionCosts = {
  'Prune=false': 'what leaves git stays in the clusters from now on',
  'Replace=true':
    'objects are replaced as a whole from now on: what others set on them is lost with each sync',
  'ServerSideApply=false': 'fields that no schema has are dropped from now on, not refused',
};

function optionCosts(had: ReadonlySet<string>, has: ReadonlySet<string>, costs: OptionCosts): string[] {
  return Object.entries(costs)
    .filter(([option]) => has.has(option) && !had.has(option))
    .map(([option, cost]) => `${cost} (${option})`);
}

function appOptions(spec: Fields): ReadonlySet<string> {
  const options = select(spec, 'syncPolicy.syncOptions[]').map(({ value }) => String(value));
  return new Set(options.includes('ServerSideApply=true') ? options : [...options, 'ServerSideApply=false']);
}

/** One text for each field that is ignored: less in one entry is not more. */
export function ignored(spec: Fields): string[] {
  const lists = ['jsonPointers', 'jqPathExpressions', 'managedFieldsManagers'];
  return selectMaps(spec, 'ignoreDifferences[]').flatMap(({ value }) => {
    const names = ['group', 'kind', 'namespace', 'name'].flatMap((field) => textOf(value, field) ?? []);
    return lists.flatMap((list) =>
      select(value, `${list}[]`).map((each) => `${shown(each.value)} of ${names.join(' ')}`),
    );
  });
}

function automation(spec: Fields): string[] {
  const policy = fieldsOf(spec, 'syncPolicy');
  const automated = policy['automated'] !== undefined && policy['automated'] !== null;
  const { prune, selfHeal, enabled } = fieldsOf(policy, 'automated');
  if (!automated || enabled === false) return [];
  return [
    'what is merged is no longer synced by itself (automated)',
    ...(prune === true ? ['what leaves git is no longer deleted (prune)'] : []),
    ...(selfHeal === true ? ['what is changed in the cluster is no longer put right (selfHeal)'] : []),
  ];
}
