import { basename } from 'node:path';
import { paramsFileName } from '../../fleet/params-file.ts';
import { type ApiFacts, isBuiltin } from '../../kubernetes/facts.ts';
import { loadFacts } from '../../kubernetes/load.ts';
import { isManifestName } from '../../manifest/files.ts';
import { groupOf, type KubernetesObject } from '../../manifest/object.ts';
import { type LoadedManifest, longIntegers, type ReadManifests, readManifests } from '../../manifest/read.ts';
import { decodeText } from '../../manifest/text.ts';
import { paramsKind, readParams } from '../../plan/params.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { displacedNames, identityText, mentions } from './displaced.ts';

/** What is compared. Of files that are the same on both sides, only what others have too. */
export interface Sides {
  readonly before: readonly LoadedManifest[];
  readonly after: readonly LoadedManifest[];
  /** CustomResourceDefinitions of some groups, in files that are the same on both sides. */
  readonly definitions: (groups: ReadonlySet<string>) => readonly KubernetesObject[];
  /** About what cannot be read. */
  readonly findings: readonly Finding[];
}

/** A file of one side; a folder, if it has a problem. */
export interface SideFile {
  /** The same on both sides. */
  readonly path: string;
  /** What messages call it. */
  readonly file: string;
  /** Of what is the same on both sides: what they call it after. Default: as before. */
  readonly fileAfter?: string;
  readonly content: Buffer;
  /** Why there is no content. */
  readonly problem?: Finding;
}

/** What a cluster's own definitions say of a kind counts, however much is known of it. */
export function factsOf(sides: Sides): ApiFacts {
  const known = loadFacts();
  const custom = [...sides.before, ...sides.after].filter(({ object: { apiVersion, kind } }) => {
    const facts = known.find(apiVersion, kind);
    return kind !== paramsKind && (facts === undefined || !isBuiltin(facts));
  });
  const groups = new Set(custom.map(({ object }) => groupOf(object.apiVersion)));
  return groups.size === 0 ? known : known.extendedWith(sides.definitions(groups));
}

/** The files that say what is in a cluster: manifests, and what Applications are made from. */
export function isCompared(path: string): boolean {
  return isManifestName(path) || basename(path) === paramsFileName;
}

/**
 * Reads what differs. A file that cannot be read, or is in a folder that cannot, is compared on neither side: what it
 * holds would look like gone. One with integers that are read as their neighbours is compared, and these are told unless
 * both sides have the same.
 *
 * @param unchanged files that are the same on both sides and may have objects of these names
 * @param revisions what the sides are called in messages; empty where the names of files tell
 */
export function readSides(
  before: readonly SideFile[],
  after: readonly SideFile[],
  unchanged: (names: ReadonlySet<string>) => readonly SideFile[] = () => [],
  revisions: readonly [string, string] = ['', ''],
): Omit<Sides, 'definitions'> {
  const integers = (files: readonly SideFile[]): Map<string, string> =>
    new Map(files.map(({ path, content }) => [path, longIntegers(content.toString('utf8'))]));
  const [oldIntegers, newIntegers] = [integers(before), integers(after)];
  const read = (file: SideFile): ReadFile => {
    const found = readFile(file);
    if (oldIntegers.get(file.path) !== newIntegers.get(file.path)) return found;
    return { ...found, findings: found.findings.filter((finding) => !isInexact(finding)) };
  };
  const [old, now] = [before.map(read), after.map(read)];
  const unreadable = new Set(
    [...old, ...now]
      .filter(({ findings }) => findings.some((finding) => isUnjudged(finding) && !isInexact(finding)))
      .map(({ path }) => path),
  );
  const manifests = (files: readonly ReadFile[]): LoadedManifest[] =>
    files.filter(({ path }) => !isWithin(path, unreadable)).flatMap((file) => file.manifests);
  const [left, right] = [manifests(old), manifests(now)];
  const displaced = displacedNames(left, right);
  const names = new Set(displaced.values());
  const others = names.size === 0 ? [] : unchanged(names).filter(({ content }) => mentions(content, names));
  const still = (files: readonly SideFile[]): LoadedManifest[] =>
    files
      .flatMap((file) => readFile(file).manifests)
      .filter((manifest) => displaced.has(identityText(manifest)));
  return {
    before: [...still(others), ...left],
    after: [...still(others.map((each) => ({ ...each, file: each.fileAfter ?? each.file }))), ...right],
    findings: [...findingsOf(old, revisions[0]), ...findingsOf(now, revisions[1])],
  };
}

/** Whether a path, or a folder that it is in, is one of some. */
export function isWithin(path: string, some: ReadonlySet<string>): boolean {
  if (some.has(path)) return true;
  return path !== '' && isWithin(path.slice(0, Math.max(0, path.lastIndexOf('/'))), some);
}

interface ReadFile extends ReadManifests {
  readonly path: string;
}

function readFile({ path, file, content, problem }: SideFile): ReadFile {
  if (problem !== undefined) return { path, manifests: [], findings: [problem] };
  try {
    const text = decodeText(content, file);
    const read = file.endsWith(paramsFileName) ? readParams(text, file) : readManifests(text, file);
    return { ...read, path, manifests: read.manifests.map((manifest) => ({ ...manifest, path })) };
  } catch (error) {
    if (error instanceof InputError) return { path, manifests: [], findings: error.findings };
    throw error;
  }
}

function isUnjudged({ severity }: Finding): boolean {
  return severity === 'unjudged';
}

function isInexact({ rule }: Finding): boolean {
  return rule === 'inexact-integer';
}

/** Whether what can be read is valid is asked elsewhere. */
function findingsOf(files: readonly ReadFile[], revision: string): Finding[] {
  const unjudged = files.flatMap(({ findings }) => findings.filter(isUnjudged));
  if (revision === '') return unjudged;
  return unjudged.map((finding) => ({ ...finding, message: `at ${revision}: ${finding.message}` }));
}

/** Files with definitions are large, and most are of other groups: these are not read. What is wrong in them is not asked here. */
export function definitionsIn(files: readonly SideFile[], groups: ReadonlySet<string>): KubernetesObject[] {
  const names = [...groups];
  return files
    .filter(({ content }) => content.includes('CustomResourceDefinition'))
    .filter(({ content }) => names.some((name) => content.includes(name)))
    .flatMap((file) => readFile(file).manifests)
    .map(({ object }) => object)
    .filter(({ kind }) => kind === 'CustomResourceDefinition');
}
