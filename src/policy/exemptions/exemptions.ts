import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as schemas from '../../../schemas/validators.js';
import { readDataFile } from '../../fleet/read-file.ts';
import { isRecord } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { PolicyExemption, PolicyExemptionsFile } from '../../model/policy-cases.ts';
import type { Finding, Location } from '../../report/finding.ts';
import type { NamedExpression } from '../policies.ts';

/** Objects that one policy leaves alone for a time. Expired ones still hold in clusters: CEL has no clock. */
export interface Exemption extends PolicyExemption {
  readonly policy: string;
  readonly location: Location;
}

export interface ReadExemptions {
  readonly exemptions: readonly Exemption[];
  /** All `unjudged`. */
  readonly findings: readonly Finding[];
}

/**
 * Reads the `exemptions.yaml` of a policy, if there is one.
 *
 * @param folder of the policy, relative to `root`; it has the policy's name
 */
export function readExemptions(root: string, folder: string): ReadExemptions {
  const file = `${folder}/exemptions.yaml`;
  const policy = basename(folder);
  if (!mayBeThere(join(root, file))) return { exemptions: [], findings: [] };
  const schema = { file: 'policy-exemptions.schema.json', validate: schemas.policyExemptions };
  const read = readDataFile<PolicyExemptionsFile>(root, file, schema);
  const exemptions = (read.file?.data.exemptions ?? []).map((data, index) => ({
    ...data,
    policy,
    location: read.file?.locate(['exemptions', index, 'name']) ?? { file },
  }));
  return { exemptions, findings: read.findings };
}

/** What cannot be looked at counts as there: to read it tells why not. */
function mayBeThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** @param today as `2026-01-31` */
export function expiredExemptions(exemptions: readonly Exemption[], today: string): Finding[] {
  return exemptions
    .filter(({ expires }) => expires < today)
    .map(({ policy, name, owner, expires, location }) => ({
      severity: 'error',
      rule: 'expired-exemption',
      message: `the exemption ${name} from ${policy} expired on ${expires}`,
      location,
      next: `${owner} mends the objects and removes it, or gives a new reason and date`,
    }));
}

/** The policy with a match condition for each exemption; what is no policy stays as it is. */
export function exempting(manifest: LoadedManifest, exemptions: readonly Exemption[]): LoadedManifest {
  const { object } = manifest;
  const { spec } = object;
  if (object.kind !== 'ValidatingAdmissionPolicy' || !isRecord(spec) || exemptions.length === 0)
    return manifest;
  const conditions: readonly unknown[] = Array.isArray(spec['matchConditions'])
    ? spec['matchConditions']
    : [];
  const matchConditions = [...conditions, ...exemptions.map(conditionOf)];
  return { ...manifest, object: { ...object, spec: { ...spec, matchConditions } } };
}

function conditionOf({ name, apiGroup = '', kind, namespace, objects }: Exemption): NamedExpression {
  // JSON's strings are strings of CEL too, with the same escapes.
  const isThem = [
    `request.kind.group == ${JSON.stringify(apiGroup)}`,
    `request.kind.kind == ${JSON.stringify(kind)}`,
    ...(namespace === undefined ? [] : [`request.namespace == ${JSON.stringify(namespace)}`]),
    `request.name in ${JSON.stringify(objects)}`,
  ];
  return { name: `exempt-${name}`, expression: `!(${isThem.join(' && ')})` };
}
