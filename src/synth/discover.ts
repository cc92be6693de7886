import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppDefinition } from '../constructs/app.ts';
import type { AppSource } from '../fleet/fleet.ts';
import { foldersIn } from '../fleet/folders.ts';
import { locateInApp, syntaxErrorIn } from '../fleet/typescript-source.ts';
import { unreadable as unreadableFile } from '../manifest/text.ts';
import { formatLocation } from '../report/content.ts';
import type { Finding } from '../report/finding.ts';
import { describeError, locationInSource } from '../report/stack.ts';
import { orStuck, stuck } from './guard.ts';
import { importCircle } from './import-circle.ts';
import { nowRuns } from './overdue.ts';
import { locationInApps } from './thrown.ts';

/** An app as its folder defines it: `declaration` is the data part of what `defineApp` was given. */
export interface DiscoveredApp extends AppSource {
  /** `apps/<product>/<app>/app.ts`, relative to the repository. */
  readonly source: string;
  readonly render: AppDefinition['render'];
}

/**
 * Finds every `apps/<product>/<app>/app.ts` and imports it. Adding a folder is all it takes to add an app.
 * An app that cannot be used is a finding; the others are still returned, so that one run tells everything.
 */
export async function discoverApps(root: string): Promise<{ apps: DiscoveredApp[]; findings: Finding[] }> {
  const apps: DiscoveredApp[] = [];
  const findings: Finding[] = [];
  for (const product of foldersIn(join(root, 'apps'))) {
    for (const name of foldersIn(join(root, 'apps', product))) {
      const source = `apps/${product}/${name}/app.ts`;
      const result = await importApp(root, source);
      if ('declaration' in result) {
        const locate: AppSource['locate'] = (path) => locateInApp(root, source, path);
        apps.push({ name, product, source, ...result, locate });
      } else findings.push(result);
    }
  }
  return { apps, findings };
}

type ImportedApp = Pick<DiscoveredApp, 'declaration' | 'render'>;

async function importApp(root: string, source: string): Promise<ImportedApp | Finding> {
  const file = join(root, source);
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return missing(source);
    // Reading a pipe would take forever.
    if (!found.isFile()) return notAFile(source);
  } catch (cause) {
    return unreadableFile(source, cause);
  }
  nowRuns(source);
  try {
    const module = await orStuck(import(pathToFileURL(file).href) as Promise<{ default?: unknown }>);
    if (module === stuck) return neverLoaded(source);
    if (!isDefinition(module.default)) return notAnApp(source, module.default);
    const { render, ...declaration } = module.default;
    return { declaration, render };
  } catch (error) {
    return unreadable(root, source, error);
  } finally {
    nowRuns();
  }
}

function missing(source: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'app-missing',
    message: `the folder has no app.ts`,
    location: { file: source },
    next: 'add app.ts with `export default defineApp({…})`, or remove the folder',
  };
}

function notAFile(source: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'app-unreadable',
    message: 'app.ts is no file',
    location: { file: source },
    next: 'put a file with `export default defineApp({…})` in its place',
  };
}

function neverLoaded(source: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'app-unreadable',
    message: 'cannot be imported: it awaits what never happens',
    location: { file: source },
    next: 'remove the await at the top of the app or of what it imports',
  };
}

function unreadable(root: string, source: string, error: unknown): Finding {
  const syntax = error instanceof SyntaxError ? syntaxErrorIn(root, source) : undefined;
  const described = describeError(error).replaceAll(`${root}/`, '');
  const location = syntax?.location ??
    locationInSource(error, source) ??
    locationInApps(error, root) ?? { file: source };
  return {
    severity: 'unjudged',
    rule: 'app-unreadable',
    message: `cannot be imported: ${syntax?.message ?? described}`,
    location,
    ...(location.file !== source && { subject: source }),
    next: brokenCircle(root, location.file, described) ?? 'mend the app; `npm run typecheck` may say more',
  };
}

/** What files import from each other is not there yet when the first of them runs. */
function brokenCircle(root: string, file: string, described: string): string | undefined {
  const circle = described.endsWith(' before initialization') ? importCircle(root, file) : undefined;
  if (circle === undefined) return undefined;
  const places = circle.map(formatLocation);
  return `move what both need into a third file: the imports lead back (${[...places, file].join(' → ')})`;
}

function isDefinition(value: unknown): value is AppDefinition {
  return typeof value === 'object' && value !== null && typeof (value as AppDefinition).render === 'function';
}

function notAnApp(source: string, value: unknown): Finding {
  const found =
    value === undefined
      ? 'no default export'
      : `a default export of type ${value === null ? 'null' : typeof value}`;
  return {
    severity: 'unjudged',
    rule: 'app-invalid',
    message: `${found}${typeof value === 'object' && value !== null ? ' without a render function' : ''}`,
    location: { file: source },
    allowed: '`export default defineApp({ description, scope, tier, settings, render })`',
    next: 'see docs/guide/apps.md for a complete app',
  };
}
