import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../../../diff/change.ts';
import { isHook } from '../../../manifest/hook.ts';
import { formatPath } from '../../../manifest/path.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { fieldsOf, select, selectMaps } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isForceReplaced } from '../../argocd.ts';
import { changesOf, fieldOf, type Hazard, isWithin, numberOf, type Reviewed } from '../hazard.ts';
import { refusedByAws } from './aws-fields.ts';
import { type Fixed, fixedFields, unlessSuspended } from './fixed-fields.ts';
import { type Refusal, refusedByRules } from './own-rules.ts';

/** Fields that the API server lets nobody change once the object is there. */
export function immutableFields(reviewed: Reviewed): Hazard[] {
  const { change, before, after } = reviewed;
  // Argo CD deletes a hook before it creates it again; who has no name is another one each time.
  if (change.kind !== 'changed' || isHook(before) || isHook(after) || change.identity.name === '') return [];
  const found = new Set([
    ...ofKind(reviewed),
    ...ofShrunkVolume(reviewed),
    ...ofFrozenData(reviewed),
    ...ofService(reviewed),
    ...ofJob(reviewed),
    ...ofPod(reviewed),
    ...ofQuota(reviewed),
  ]);
  const isReplaced = isForceReplaced(before, after);
  const ruled = refusedByRules(reviewed);
  const refusals: Refusal[] = [
    ...[...found].map(({ path }) => ({ path, why: '' })),
    ...ofStoredVersions(reviewed),
    ...ruled,
    // A definition beside the object may say it too.
    ...refusedByAws(reviewed).filter(({ path }) => !ruled.some((each) => isDeepStrictEqual(each.path, path))),
  ];
  return refusals.map(({ path, why, next = 'give the new object another name, and move over to it' }) => ({
    severity: 'error',
    rule: 'immutable-field',
    message: `${formatPath(path)} cannot be changed${why === '' ? '' : ` so (${why})`}: ${
      isReplaced
        ? 'the object is deleted and created again'
        : 'the API server refuses the update, and the sync fails'
    }`,
    next: isReplaced ? 'make sure that it may be gone for a while' : next,
    path,
  }));
}

function ofKind(reviewed: Reviewed): Change[] {
  const { fields, except = [], filled = [], rewritten } = fixedFields[reviewed.type] ?? { fields: [] };
  const isSuspended = reviewed.type === 'batch/Job' && fieldsOf(reviewed.before, 'spec')['suspend'] === true;
  const changes = fields
    .flatMap((field) => changesOf(reviewed, field))
    .filter((each) => !isRewritten(each, rewritten));
  if (isSuspended) return changes.flatMap(partsOf).filter((each) => !isOneOf(each, unlessSuspended));
  return changes.filter(
    (each) => !isOneOf(each, except) && (each.kind !== 'added' || !filled.includes(fieldOf(each))),
  );
}

function isRewritten(change: Change, rewritten: Fixed['rewritten']): boolean {
  const names = rewritten?.[fieldOf(change)];
  return (
    names !== undefined && typeof change.before === 'string' && names.get(change.before) === change.after
  );
}

function isOneOf(change: Change, fields: readonly string[]): boolean {
  return fields.some((field) => isWithin(fieldOf(change), field));
}

/** What comes or goes as a whole, by what is in it. */
function partsOf(change: Change): Change[] {
  const { path, before, after } = change;
  const inside = Object.keys({ ...fieldsOf({ before }, 'before'), ...fieldsOf({ after }, 'after') });
  return change.kind === 'changed' || inside.length === 0
    ? [change]
    : inside.map((name) => ({ ...change, path: [...path, name] }));
}

function ofShrunkVolume(reviewed: Reviewed): Change[] {
  if (reviewed.type !== 'PersistentVolumeClaim') return [];
  return changesOf(reviewed, 'spec.resources.requests.storage').filter(({ before, after }) => {
    const [was, is] = [before, after].map((size) => quantityOf(size)?.nano);
    return was !== undefined && is !== undefined && is < was;
  });
}

function ofFrozenData(reviewed: Reviewed): Change[] {
  if (!/^(ConfigMap|Secret)$/.test(reviewed.type) || reviewed.before?.['immutable'] !== true) return [];
  return ['data', 'binaryData', 'immutable'].flatMap((field) => changesOf(reviewed, field));
}

/** An address is given where none is asked for, and kept where none is asked for any more. */
function ofService(reviewed: Reviewed): Change[] {
  if (reviewed.type !== 'Service') return [];
  const types = [reviewed.before, reviewed.after].map((service) => fieldsOf(service, 'spec')['type']);
  const addresses = types.includes('ExternalName') ? [] : changesOf(reviewed, 'spec.clusterIP');
  return [
    ...addresses.filter(({ kind }) => kind !== 'removed'),
    ...(types.every((type) => type === 'LoadBalancer') ? changesOf(reviewed, 'spec.loadBalancerClass') : []),
    ...(types.includes('ExternalName') ? [] : ofFirstFamily(reviewed)),
  ];
}

/** Families come and go beside the first one; those of Services without an address can be any. */
function ofFirstFamily(reviewed: Reviewed): Change[] {
  const specs = [reviewed.before, reviewed.after].map((service) => fieldsOf(service, 'spec'));
  const [was, is] = specs.map((spec) => select(spec, 'ipFamilies[]')[0]?.value);
  if (was === undefined || is === undefined || was === is) return [];
  return specs.some(({ clusterIP }) => clusterIP === 'None')
    ? []
    : changesOf(reviewed, 'spec.ipFamilies').slice(0, 1);
}

/** Indexed Jobs can have more or fewer completions, if they have as many more or fewer pods at once. */
function ofJob(reviewed: Reviewed): Change[] {
  if (reviewed.type !== 'batch/Job') return [];
  const { completionMode, completions, parallelism } = fieldsOf(reviewed.after, 'spec');
  const isScaled = completionMode === 'Indexed' && completions === parallelism;
  return isScaled ? [] : changesOf(reviewed, 'spec.completions');
}

/** A pod can only be given tolerations, and less time. */
function ofPod(reviewed: Reviewed): Change[] {
  if (reviewed.type !== 'Pod') return [];
  const [was, is] = [reviewed.before, reviewed.after].map(
    (pod) => fieldsOf(pod, 'spec')['activeDeadlineSeconds'],
  );
  const isLonger = was !== undefined && (is === undefined || numberOf(is) > numberOf(was));
  return [
    ...(isLonger ? changesOf(reviewed, 'spec.activeDeadlineSeconds') : []),
    ...changesOf(reviewed, 'spec.tolerations').filter(
      ({ kind, path }) => kind !== 'added' && kind !== 'moved' && path.at(-1) !== 'tolerationSeconds',
    ),
  ];
}

/** Scopes in another order are the same. */
function ofQuota(reviewed: Reviewed): Change[] {
  if (reviewed.type !== 'ResourceQuota') return [];
  const scopes = [reviewed.before, reviewed.after].map((quota) =>
    select(quota, 'spec.scopes[]').map(({ value }) => value),
  );
  const [was, is] = scopes.map((each) => new Set(each));
  return was !== undefined && is !== undefined && was.symmetricDifference(is).size > 0
    ? changesOf(reviewed, 'spec.scopes').slice(0, 1)
    : [];
}

/** What is stored in a version can be read only as long as the definition has it. */
function ofStoredVersions({ type, before, after }: Reviewed): Refusal[] {
  if (type !== 'apiextensions.k8s.io/CustomResourceDefinition') return [];
  const left = new Set(selectMaps(after, 'spec.versions[]').map(({ value }) => value['name']));
  return selectMaps(before, 'spec.versions[]')
    .filter(({ value }) => value['storage'] === true && !left.has(value['name']))
    .map(({ value }) => ({
      path: ['spec', 'versions'],
      why: `objects are stored as ${shown(value['name'])}`,
      next: 'keep the version until all objects are stored in another one',
    }));
}
