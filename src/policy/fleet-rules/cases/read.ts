import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as schemas from '../../../../schemas/validators.js';
import { readDataFile } from '../../../fleet/read-file.ts';
import { missingFile } from '../../../fleet/repository-findings.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import type { FleetRuleCase as CaseData, FleetRuleCasesFile } from '../../../model/fleet-rule-cases.ts';
import type { Finding, Location } from '../../../report/finding.ts';
import { changed } from '../../cases/change.ts';
import { deadPath, objectsFile, readObjects, referenceOf, unknownObject } from '../../cases/objects.ts';
import type { LoadedRule } from '../load.ts';

/** An object and the cluster that it is in. */
export interface PlacedObject {
  /** As the case names it: `Deployment/web@us-west-2`. */
  readonly reference: string;
  /** `production/us-west-2`. */
  readonly cluster: string;
  readonly object: KubernetesObject;
}

/** A small fleet, and what the rule is to say of it. */
export interface FleetCase {
  readonly name: string;
  readonly location: Location;
  readonly objects: readonly PlacedObject[];
  /** `Kind/name@target path: message`, in any order; empty if nothing is wrong. */
  readonly denied: readonly string[];
}

export interface ReadFleetCases {
  readonly cases: readonly FleetCase[];
  /** All `unjudged`. */
  readonly findings: readonly Finding[];
}

/**
 * Reads the `cases.yaml` beside a rule. Objects come from `objects.yaml` beside it, then from the one that all share.
 *
 * @param root the repository's folder
 */
export function readFleetCases(root: string, { file: rule }: Pick<LoadedRule, 'file'>): ReadFleetCases {
  const own = rule.slice(0, rule.lastIndexOf('/'));
  const shared = own.slice(0, own.lastIndexOf('/'));
  const file = `${own}/cases.yaml`;
  if (!existsSync(join(root, file))) {
    return { cases: [], findings: [missingFile(file, 'fleet-rule-cases.schema.json')] };
  }
  const findings: Finding[] = [];
  const objects = new Map(
    [shared, own]
      .flatMap((folder) => readObjects(root, `${folder}/${objectsFile}`, findings))
      .map((object) => [referenceOf(object), object]),
  );
  const schema = { file: 'fleet-rule-cases.schema.json', validate: schemas.fleetRuleCases };
  const read = readDataFile<FleetRuleCasesFile>(root, file, schema);
  findings.push(...read.findings);
  if (read.file === undefined) return { cases: [], findings };
  const { data, locate } = read.file;
  const cases = data.cases.flatMap((each, index) => {
    const at = (...path: readonly string[]): Location => locate(['cases', index, ...path]);
    try {
      return [caseOf(each, data.objects, objects, at)];
    } catch (error) {
      if (!(error instanceof UnusableCase)) throw error;
      findings.push(error.finding);
      return [];
    }
  });
  return { cases, findings };
}

class UnusableCase extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}

function caseOf(
  { name, with: added = [], without = [], change = {}, denied = [] }: CaseData,
  usual: readonly string[],
  known: ReadonlyMap<string, KubernetesObject>,
  at: (...path: readonly string[]) => Location,
): FleetCase {
  const dead = without.find((reference) => !usual.includes(reference));
  if (dead !== undefined) throw new UnusableCase(unknownObject(dead, usual, at('without')));
  const references = [...usual.filter((reference) => !without.includes(reference)), ...added];
  for (const reference of Object.keys(change))
    if (!references.some((each) => isNamedBy(each, reference)))
      throw new UnusableCase(unknownObject(reference, references, at('change')));
  return {
    name,
    location: at('name'),
    denied,
    objects: references.map((reference) => {
      const [own = '', place] = reference.split('@');
      const base = known.get(own);
      if (base === undefined) throw new UnusableCase(unknownObject(own, [...known.keys()], at('name')));
      const changes = Object.entries(change).filter(([key]) => isNamedBy(reference, key));
      return { reference, cluster: clusterAt(place), object: changedBy(base, changes, at('change')) };
    }),
  };
}

/** `Deployment/web` names it in all clusters. */
function isNamedBy(reference: string, name: string): boolean {
  return reference === name || reference.split('@')[0] === name;
}

function clusterAt(place = 'ap-northeast-1'): string {
  return place.includes('/') ? place : `production/${place}`;
}

type Changes = readonly (readonly [string, Readonly<Record<string, unknown>>])[];

function changedBy(base: KubernetesObject, changes: Changes, location: Location): KubernetesObject {
  try {
    return changes.reduce((object, [, change]) => changed(object, change), base);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UnusableCase(deadPath(error.message, location));
  }
}
