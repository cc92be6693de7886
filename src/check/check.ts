/**
 * What `plumb validate` runs over manifests, ours or not:
 *
 *     validate.ts       paths → findings              check.ts        manifests → findings
 *     inventory.ts      what is in a cluster          products.ts     what controllers add to it
 *     provided.ts       what every cluster has        references/     one object and others
 *     rules/            one object, beyond its schema
 *     custom-rules.ts   what its CustomResourceDefinition demands of it
 *     admission.ts      admission policies and their bindings
 *     duplicates.ts     the same object twice
 *
 * Whether an object is valid for its API is `src/schema/`; reading untyped objects, `src/manifest/select.ts`.
 */

import type { ApiFacts } from '../kubernetes/facts.ts';
import { formatIdentity } from '../manifest/object.ts';
import { formatPath } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import { createValidator, type Validator } from '../schema/validator.ts';
import type { Problem } from '../schema/verdict.ts';
import { admissionProblems } from './admission.ts';
import { customRuleProblems } from './custom-rules.ts';
import { duplicateProblems } from './duplicates.ts';
import { Inventory } from './inventory.ts';
import { type CheckedObject, checkedObject } from './problem.ts';
import { referenceProblems } from './references/references.ts';
import { objectProblems } from './rules/rules.ts';

export interface CheckInput {
  readonly manifests: readonly LoadedManifest[];
  /** What the manifests were: custom resources among both are judged as updates. Default: all are created. */
  readonly base?: readonly LoadedManifest[];
  readonly facts: ApiFacts;
  readonly validator: Validator;
}

type Judges = Pick<CheckInput, 'facts' | 'validator'>;

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly objectCount: number;
  /** Clusters that the objects go to; 1 for objects that are not rendered here. */
  readonly clusterCount: number;
}

/**
 * Judges objects by their schemas, by the API server's other rules, and by whether what they refer to is there.
 * CustomResourceDefinitions among the manifests count: custom resources beside them are judged by them.
 */
export function checkManifests({ manifests, base = [], ...judges }: CheckInput): CheckResult {
  const { facts, validator } = withDefinitionsOf(manifests, judges);
  const previous = new Map(base.map((manifest) => [keyOf(checkedObject(manifest)), manifest.object]));
  const clusters = Map.groupBy(
    manifests.map((manifest) => checkedObject(manifest)),
    ({ cluster }) => cluster,
  );
  const findings: Finding[] = [];
  for (const objects of clusters.values()) {
    const inventory = new Inventory(objects, facts);
    const duplicates = duplicateProblems(objects);
    for (const checked of objects) {
      const duplicate = duplicates.get(checked);
      const verdict = validator.validate(checked.object);
      const problems: Problem[] = [
        ...(duplicate === undefined ? [] : [duplicate]),
        ...verdict.problems,
        ...customRuleProblems(checked, verdict, facts, previous.get(keyOf(checked))),
        ...admissionProblems(checked, verdict),
        ...objectProblems(checked, facts),
        ...referenceProblems(checked, inventory),
      ];
      for (const problem of problems) findings.push(toFinding(problem, checked));
    }
  }
  return { findings, objectCount: manifests.length, clusterCount: clusters.size };
}

function withDefinitionsOf(manifests: readonly LoadedManifest[], judges: Judges): Judges {
  const definitions = manifests
    .map(({ object }) => object)
    .filter(({ kind }) => kind === 'CustomResourceDefinition');
  if (definitions.length === 0) return judges;
  const facts = judges.facts.extendedWith(definitions);
  return { facts, validator: createValidator(facts) };
}

/** The same for two versions of an object. One without a namespace is in "default", if it is in any. */
function keyOf({ cluster, identity }: CheckedObject): string {
  return `${cluster} ${formatIdentity({ ...identity, namespace: identity.namespace || 'default' })}`;
}

/** Of a key that should not be there, the key is shown; of everything else, the value. */
function toFinding(
  { severity, rule, path, message, allowed, next }: Problem,
  { manifest, identity }: CheckedObject,
): Finding {
  const at = formatPath(path);
  return {
    severity,
    rule,
    message: at === '' ? message : `${at}: ${message}`,
    location: manifest.locate(path, rule === 'unknown-field' ? 'key' : 'value'),
    subject: formatIdentity(identity),
    ...(allowed === undefined ? {} : { allowed }),
    ...(next === undefined ? {} : { next }),
  };
}
