import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import { formatPath, type Path } from '../../manifest/path.ts';
import type { Validator } from '../../schema/validator.ts';
import { parsePolicy } from '../parse.ts';
import type { CaseRequest, Suite } from './case.ts';
import { any, type Pattern, patternsOf } from './reads.ts';

/** A request of a case whose object differs in one field that the policy reads. */
export interface ObjectMutant {
  readonly request: CaseRequest;
  /** `bound-jobs, "a job": spec.backoffLimit = 0`, or `… removed`. */
  readonly change: string;
}

/**
 * Every field that a policy's expressions read, in the objects of its cases: removed, and with other values. What another
 * object of the kind has there counts as one, so that fields are also set where they were not. No request is made twice,
 * and none with an object that its schema forbids, which no policy would see. Updates and deletions are left out where
 * the policy does not look at the object before.
 *
 * @param most how many for one policy at most; more are thinned out evenly
 */
export function objectMutants(
  suites: readonly Suite[],
  validator: Validator,
  most = Number.POSITIVE_INFINITY,
): ObjectMutant[] {
  const isValid = ({ request: { object, oldObject } }: ObjectMutant): boolean =>
    [object, oldObject ?? object].every((each) => validator.validate(each).problems.length === 0);
  return suites.flatMap((suite) => thinned(mutantsOf(suite).filter(isValid), most));
}

function thinned(mutants: readonly ObjectMutant[], most: number): readonly ObjectMutant[] {
  const step = Math.max(mutants.length / most, 1);
  return mutants.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function mutantsOf({ policy, manifests, cases }: Suite): ObjectMutant[] {
  const patterns = manifests
    .filter(({ object }) => object.kind === 'ValidatingAdmissionPolicy')
    .flatMap((manifest) => patternsOf(parsePolicy(manifest)));
  const roots = ['object', 'oldObject'] as const;
  const readsOld = patterns.some(([root]) => root === 'oldObject');
  const asked = cases.filter(({ request }) => readsOld || request.operation === 'CREATE');
  const seen = new Set(asked.map(({ request }) => JSON.stringify(request)));
  return roots.flatMap((root) => {
    const below = patterns.filter(([first]) => first === root).map((pattern) => pattern.slice(1));
    const elsewhere = valuesAt(
      below,
      asked.flatMap(({ request }) => request[root] ?? []),
    );
    return asked.flatMap(({ name, request }) => {
      // What is deleted is both: the object of the request, and the one that was there before.
      const field = root === 'oldObject' && request.operation === 'DELETE' ? 'object' : root;
      const object = request[field];
      if (object === undefined) return [];
      return below.flatMap((pattern) =>
        pathsTo(object, pattern).flatMap(({ path, value }) => {
          const others = elsewhere.get(`${object.kind} ${textOf(pattern)}`) ?? [];
          return changesOf(value, others).flatMap((changed) => {
            const mutant = { ...request, [field]: withValue(object, path, changed) };
            const key = JSON.stringify(mutant);
            if (seen.has(key)) return [];
            seen.add(key);
            const what = changed === undefined ? 'removed' : `= ${JSON.stringify(changed)}`;
            return [{ request: mutant, change: `${policy}, "${name}": ${formatPath(path)} ${what}` }];
          });
        }),
      );
    });
  });
}

/** What objects have at each place, by kind and place. */
function valuesAt(
  patterns: readonly Pattern[],
  objects: readonly KubernetesObject[],
): ReadonlyMap<string, readonly unknown[]> {
  const found = patterns.flatMap((pattern) =>
    objects.flatMap((object) =>
      pathsTo(object, pattern).flatMap(({ value }) =>
        value === undefined ? [] : [[`${object.kind} ${textOf(pattern)}`, value] as const],
      ),
    ),
  );
  return new Map(
    [...Map.groupBy(found, ([place]) => place)].map(([place, values]) => [
      place,
      values.map(([, value]) => value),
    ]),
  );
}

function textOf(pattern: Pattern): string {
  return pattern.map(String).join('\n');
}

interface Place {
  readonly path: Path;
  /** `undefined` where the last step leads to nothing. */
  readonly value: unknown;
}

/** Where an object has, or could have, what a pattern describes. What makes it another object is left alone. */
function pathsTo(object: KubernetesObject, pattern: Pattern): Place[] {
  let places: Place[] = [{ path: [], value: object }];
  for (const step of pattern) places = places.flatMap(({ path, value }) => stepInto(value, step, path));
  return places.filter(({ path }) => !identity.has(formatPath(path)));
}

const identity = new Set(['', 'apiVersion', 'kind', 'metadata', 'metadata.name', 'metadata.namespace']);

function stepInto(value: unknown, step: Pattern[number], path: Path): Place[] {
  if (Array.isArray(value))
    return step === any ? value.map((item: unknown, index) => ({ path: [...path, index], value: item })) : [];
  if (!isRecord(value)) return [];
  if (step !== any) return [{ path: [...path, step], value: value[step] }];
  return Object.entries(value).map(([key, item]) => ({ path: [...path, key], value: item }));
}

/** `undefined` to remove the value, and others of its type; none occurs twice. */
function changesOf(value: unknown, elsewhere: readonly unknown[]): unknown[] {
  // Where there is a list or map, what is in it is changed by itself.
  const others =
    value === undefined
      ? elsewhere
      : [...othersOf(value), null, ...elsewhere.filter((other) => typeof other !== 'object')];
  const distinct = new Map(others.map((other) => [JSON.stringify(other), other]));
  distinct.delete(JSON.stringify(value));
  return [...(value === undefined ? [] : [undefined]), ...distinct.values()];
}

function othersOf(value: unknown): unknown[] {
  if (typeof value === 'string') return ['', `${value}x`];
  if (typeof value === 'number') return [0, value + 1];
  if (typeof value === 'boolean') return [!value];
  return Array.isArray(value) ? [[]] : [{}];
}

/** @param changed `undefined` removes */
function withValue(node: unknown, [step, ...rest]: Path, changed: unknown): unknown {
  if (step === undefined) return changed;
  if (Array.isArray(node)) {
    const index = Number(step);
    if (rest.length === 0 && changed === undefined) return node.toSpliced(index, 1);
    return node.with(index, withValue(node[index], rest, changed));
  }
  const map = isRecord(node) ? node : {};
  const { [step]: before, ...others } = map;
  const after = withValue(before, rest, changed);
  return after === undefined ? others : { ...map, [step]: after };
}
