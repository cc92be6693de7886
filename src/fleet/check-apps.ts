import { ownNamespaces } from '../manifest/own-namespaces.ts';
import { unwritableIn } from '../manifest/write.ts';
import type { Finding } from '../report/finding.ts';
import { suggest } from '../report/suggest.ts';
import { appSchema } from './app-schema.ts';
import { checkChartRepositories } from './check-charts.ts';
import type { AppSource, Fleet } from './fleet.ts';
import { checkFolderName } from './repository-findings.ts';
import { isPlatform, isReleased } from './resolve.ts';
import { checkSchema } from './schema-findings.ts';

/** What apps declare, each by itself and about each other. `usable` are those whose declaration can be relied on. */
export function checkApps(
  fleet: Fleet,
  apps: readonly AppSource[],
): { readonly findings: Finding[]; readonly usable: AppSource[] } {
  const findings = apps.flatMap((app) => [
    ...checkFolderName(folderOf(app), app.name),
    ...checkUnique(app, apps),
    ...checkDependencies(app, fleet),
  ]);
  const usable: AppSource[] = [];
  for (const app of apps) {
    const mistakes = declarationFindings(app);
    findings.push(...mistakes);
    const isAmbiguous = apps.some((other) => other !== app && other.name === app.name);
    // Nothing can be written down for one whose name has to change.
    if (mistakes.length > 0 || isAmbiguous || checkFolderName(folderOf(app), app.name).length > 0) continue;
    usable.push(app);
    findings.push(...checkNamespace(app), ...checkLoad(app), ...checkChartRepositories(app, fleet));
  }
  return { findings, usable };
}

/** What is no data comes first and alone: a schema cannot be asked about it. */
function declarationFindings({ declaration, locate }: AppSource): Finding[] {
  const unwritable = unwritableIn(declaration);
  if (unwritable !== undefined) return [{ ...unwritable.finding, location: locate(unwritable.path) }];
  return checkSchema(declaration, appSchema, locate, 'the app').map(({ finding }) => finding);
}

function folderOf({ product, name }: Pick<AppSource, 'product' | 'name'>): string {
  return `apps/${product}/${name}`;
}

/** An app's name is a folder of `dist/<env>/<target>/`, so products cannot share one. */
function checkUnique(app: AppSource, apps: readonly AppSource[]): Finding[] {
  const other = apps.find((each) => each.name === app.name);
  if (!other || other === app) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'duplicate-app',
      message: `an app ${app.name} exists already: ${folderOf(other)}`,
      location: { file: folderOf(app) },
      allowed: 'one app of a name in all products',
      next: 'rename one of the two folders',
    },
  ];
}

function checkDependencies(app: AppSource, fleet: Fleet): Finding[] {
  const { dependsOn } = app.declaration;
  if (!Array.isArray(dependsOn)) return [];
  return dependsOn.flatMap((name: unknown, index): Finding[] => {
    if (typeof name !== 'string' || fleet.declared.apps.includes(name)) return [];
    return [
      {
        severity: 'unjudged',
        rule: 'unknown-dependency',
        message: `${app.name} depends on ${name}, which is no app`,
        location: app.locate(['dependsOn', index]),
        allowed:
          fleet.declared.apps
            .filter((each) => each !== app.name)
            .sort()
            .join(', ') || 'nothing: there is no other app',
        next: suggest(name, fleet.declared.apps, 'remove it from dependsOn'),
      },
    ];
  });
}

/**
 * What an app brings into its namespace holds for all that is there: a policy that lets nothing through would cut the
 * cluster off from its own DNS, and the product's AppProject would open the namespace to it. Charts of the platform are
 * meant to go there where their app says so.
 */
function checkNamespace({ product, name, declaration, locate }: AppSource): Finding[] {
  const asked = declaration.namespace;
  const namespace = asked ?? name;
  if (!ownNamespaces.has(namespace) || (isPlatform(product) && asked !== undefined)) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'reserved-namespace',
      message: `${name} would have the namespace ${namespace}, which every cluster has for itself`,
      location: asked === undefined ? { file: folderOf({ product, name }) } : locate(['namespace']),
      allowed: `any other than ${[...ownNamespaces].join(', ')}`,
      next: `${asked === undefined ? 'rename the folder' : 'leave `namespace` out'}, or name another`,
    },
  ];
}

function checkLoad(app: AppSource): Finding[] {
  if (!isReleased(app.product, app.declaration) || app.declaration.load) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'missing-load',
      message: `${app.name} is released, but declares no \`load\``,
      location: app.locate([]),
      allowed: 'load: { requestsPerSecondPerPod, serviceTimeMs, readySeconds }',
      next: 'add `load` as measured, or `released: false` if no image of ours runs',
    },
  ];
}
