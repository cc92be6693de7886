import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as schemas from '../../../schemas/validators.js';
import { foldersIn } from '../../fleet/folders.ts';
import { readDataFile } from '../../fleet/read-file.ts';
import { missingFile } from '../../fleet/repository-findings.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { PolicyCase as CaseData, PolicyCasesFile } from '../../model/policy-cases.ts';
import type { Finding, Location } from '../../report/finding.ts';
import { exempting, readExemptions } from '../exemptions/exemptions.ts';
import { isFleetRule } from '../fleet-rules/load.ts';
import { emptyFolder, withoutPolicy } from '../policy-folders.ts';
import type { PolicyCase, Suite } from './case.ts';
import { changed } from './change.ts';
import {
  deadPath,
  folder,
  objectsFile,
  readFile,
  readObjects,
  referenceOf,
  unknownObject,
} from './objects.ts';

export interface ReadSuites {
  readonly suites: readonly Suite[];
  /** What is in the cluster before any case: the Namespaces that the objects live in, and what they refer to. */
  readonly surroundings: readonly KubernetesObject[];
  /** All `unjudged`. */
  readonly findings: readonly Finding[];
}

/**
 * Reads `policies/`: of each folder `policy.yaml` with its exemptions, and `cases.yaml`. Fleet rules are passed over.
 *
 * @param root the repository's folder
 */
export function readSuites(root: string): ReadSuites {
  const findings: Finding[] = [];
  const shared = readObjects(root, `${folder}/${objectsFile}`, findings);
  const suites = foldersIn(join(root, folder))
    .filter((name) => !isFleetRule(join(root, folder, name)))
    .map((policy): Suite => {
      const own = `${folder}/${policy}`;
      const read = readFile(root, `${own}/policy.yaml`);
      const { manifests, findings: unusable } = read;
      const isMissing = unusable.some(({ rule }) => rule === 'missing-file');
      const none = isMissing ? emptyFolder(root, own) : withoutPolicy(`${own}/policy.yaml`, read);
      findings.push(...(none === undefined ? unusable : [none]));
      const exempted = readExemptions(root, own);
      findings.push(...exempted.findings);
      const objects = new Map(
        [...shared, ...readObjects(root, `${own}/${objectsFile}`, findings)].map((object) => [
          referenceOf(object),
          object,
        ]),
      );
      return {
        policy,
        manifests: manifests.map((manifest) => exempting(manifest, exempted.exemptions)),
        cases: readCases(root, policy, objects, findings),
      };
    });
  const surroundings = readObjects(root, `${folder}/surroundings.yaml`, findings);
  return { suites, surroundings, findings };
}

function readCases(
  root: string,
  policy: string,
  objects: ReadonlyMap<string, KubernetesObject>,
  findings: Finding[],
): PolicyCase[] {
  const file = `${folder}/${policy}/cases.yaml`;
  if (!existsSync(join(root, file))) {
    findings.push(missingFile(file, 'policy-cases.schema.json'));
    return [];
  }
  const schema = { file: 'policy-cases.schema.json', validate: schemas.policyCases };
  const read = readDataFile<PolicyCasesFile>(root, file, schema);
  findings.push(...read.findings);
  return (read.file?.data.cases ?? []).flatMap((data, index) => {
    const locate = (...path: readonly string[]): Location =>
      read.file?.locate(['cases', index, ...path]) ?? { file };
    const base = objects.get(data.object);
    if (base === undefined) {
      findings.push(unknownObject(data.object, [...objects.keys()], locate('object')));
      return [];
    }
    try {
      return [caseOf(policy, data, base, locate('name'))];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      findings.push(deadPath(error.message, locate('change')));
      return [];
    }
  });
}

function caseOf(policy: string, data: CaseData, base: KubernetesObject, location: Location): PolicyCase {
  const object = changed(base, data.change ?? {});
  const update = data.old === undefined ? {} : { oldObject: changed(base, data.old) };
  return {
    name: data.name,
    location,
    denied: data.denied ?? [],
    request: {
      policy,
      operation: data.operation ?? (data.old === undefined ? 'CREATE' : 'UPDATE'),
      object,
      ...update,
      ...(data.user !== undefined && { user: data.user }),
      groups: data.groups ?? [],
      dryRun: data.dryRun ?? true,
    },
  };
}
