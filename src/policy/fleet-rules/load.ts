import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { foldersIn } from '../../fleet/folders.ts';
import { forbidCalls } from '../../fleet/forbidden-calls.ts';
import { syntaxErrorIn } from '../../fleet/typescript-source.ts';
import { shownFrom } from '../../manifest/files.ts';
import type { Finding, Location } from '../../report/finding.ts';
import { keepFromStandardOutput } from '../../report/prints.ts';
import { describeError, locationInSource } from '../../report/stack.ts';
import { type Exemption, readExemptions } from '../exemptions/exemptions.ts';
import type { FleetRule } from './rule.ts';

const ruleFile = 'rule.ts';

/** Is this folder, one of `policies/`, a fleet rule? */
export function isFleetRule(folder: string): boolean {
  return existsSync(join(folder, ruleFile));
}

export interface LoadedRule {
  /** The folder's. */
  readonly name: string;
  /** Its `rule.ts`, relative to the working directory. */
  readonly file: string;
  /** The same file, absolute. */
  readonly path: string;
  readonly rule: FleetRule;
  readonly exemptions: readonly Exemption[];
}

export interface LoadedRules {
  readonly rules: readonly LoadedRule[];
  /** All `unjudged`. */
  readonly findings: readonly Finding[];
}

/**
 * Imports every `rule.ts` in the given folders and in the folders below. A rule that cannot be used is a finding; the
 * others are still returned.
 *
 * @param paths files among them are passed over: they hold policies
 */
export async function loadRules(paths: readonly string[], workingDirectory: string): Promise<LoadedRules> {
  const rules: LoadedRule[] = [];
  const findings: Finding[] = [];
  for (const folder of ruleFolders(paths, workingDirectory)) {
    const file = `${folder}/${ruleFile}`;
    const path = resolve(workingDirectory, file);
    const loaded = await importRule(workingDirectory, file);
    const { exemptions, findings: unusable } = readExemptions(workingDirectory, folder);
    findings.push(...unusable);
    if ('finding' in loaded) findings.push(loaded.finding);
    else rules.push({ name: basename(folder), file, path, rule: loaded.rule, exemptions });
  }
  return { rules, findings };
}

/** Is there a rule, usable or not, in the given folders or those below? */
export function hasFleetRules(paths: readonly string[], workingDirectory: string): boolean {
  return ruleFolders(paths, workingDirectory).length > 0;
}

function ruleFolders(paths: readonly string[], workingDirectory: string): string[] {
  const found = paths
    .map((path) => resolve(workingDirectory, path))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory())
    .flatMap((folder) => [folder, ...foldersIn(folder).map((name) => join(folder, name))])
    .filter(isFleetRule)
    .map((folder) => shownFrom(workingDirectory, folder));
  return [...new Set(found)];
}

async function importRule(
  root: string,
  file: string,
): Promise<{ readonly rule: FleetRule } | { readonly finding: Finding }> {
  const path = resolve(root, file);
  const endGuard = guardRule(path);
  try {
    if (!statSync(path).isFile()) return { finding: unreadable({ file }, 'it is no regular file') };
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
    return isRule(module.default) ? { rule: module.default } : { finding: noRule(file) };
  } catch (error) {
    const isOutside = (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_IMPORT_NOT_DEFINED';
    if (isOutside) return { finding: outsider(file) };
    const syntax = error instanceof SyntaxError ? syntaxErrorIn(root, file) : undefined;
    const described = describeError(error).replaceAll(`${root}/`, '');
    return {
      finding: unreadable(syntax?.location ?? thrownIn(file, error), syntax?.message ?? described),
    };
  } finally {
    endGuard();
  }
}

/**
 * A rule says the same wherever and whenever it is asked, and what it prints does not get between what others read.
 *
 * @param path of its `rule.ts`
 * @returns what ends it
 */
export function guardRule(path: string): () => void {
  // Links are followed when it is imported.
  const folder = dirname(realpathSync(path));
  const restoreOutput = keepFromStandardOutput();
  const restoreCalls = forbidCalls({ name: 'rules', folder });
  return () => {
    restoreCalls();
    restoreOutput();
  };
}

function unreadable(location: Location, reason: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'fleet-rule-unreadable',
    message: `cannot be imported: ${reason}`,
    location,
    next: 'mend the rule; `npm run typecheck` may say more',
  };
}

/** Where in a rule's file something was thrown, as far as that tells. */
export function thrownIn(file: string, error: unknown): Location {
  // Links are followed: the path may begin otherwise.
  return { ...locationInSource(error, `${basename(dirname(file))}/${ruleFile}`), file };
}

function isRule(value: unknown): value is FleetRule {
  if (typeof value !== 'object' || value === null) return false;
  const { controls, perCluster, perEnvironment } = value as Readonly<Record<string, unknown>>;
  const functions = [perCluster, perEnvironment].filter((each) => typeof each === 'function');
  return (
    functions.length === 1 && Array.isArray(controls) && controls.every((each) => typeof each === 'string')
  );
}

function outsider(file: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'fleet-rule-unreadable',
    message: 'cannot be imported: #plumb is known only to rules in the repository of this plumb',
    location: { file },
    next: 'move the folder there, or import src/plumb.ts of that repository by its path',
  };
}

function noRule(file: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'fleet-rule-invalid',
    message: 'the default export is no rule',
    location: { file },
    allowed: '`export default defineRule({ controls, perCluster })`, or perEnvironment',
    next: 'see docs/guide/policies.md for a complete rule',
  };
}
