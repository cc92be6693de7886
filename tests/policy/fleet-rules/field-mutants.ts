import { isRecord, type KubernetesObject } from '../../../src/manifest/object.ts';
import { formatPath, type Path } from '../../../src/manifest/path.ts';
import type { FleetCase, PlacedObject } from '../../../src/policy/fleet-rules/cases/read.ts';
import { saysOf } from '../../../src/policy/fleet-rules/cases/run.ts';
import type { LoadedRule } from '../../../src/policy/fleet-rules/load.ts';

/**
 * Fields that a rule reads in its cases, and that no case is about: with the field gone, the rule says the same of every
 * case. As `Deployment spec.replicas`, list entries as `[]`. Only values, as maps and lists are read on the way to them.
 */
export function unnoticedFields(rule: LoadedRule, cases: readonly FleetCase[]): string[] {
  const noticed = new Map<string, boolean>();
  for (const { objects } of cases) {
    const { says, reads } = recorded(rule, objects);
    for (const { index, path } of reads) {
      const kind = objects[index]?.object.kind ?? '';
      const field = `${kind} ${formatPath(path).replaceAll(/\[\d+\]/g, '[]')}`;
      if (noticed.get(field) === true) continue;
      const mutant = objects.map((each, at) => (at === index ? without(each, path) : each));
      noticed.set(field, says !== orThrown(rule, mutant));
    }
  }
  return [...noticed]
    .filter(([, isNoticed]) => !isNoticed)
    .map(([field]) => field)
    .sort();
}

interface Read {
  readonly index: number;
  readonly path: Path;
}

function recorded(rule: LoadedRule, objects: readonly PlacedObject[]) {
  const reads = new Map<string, Read>();
  const watched = objects.map((each, index) => ({
    ...each,
    object: watch(each.object, [], (path) => reads.set(`${index} ${formatPath(path)}`, { index, path })),
  }));
  const says = orThrown(rule, watched);
  return { says, reads: [...reads.values()] };
}

function orThrown(rule: LoadedRule, objects: readonly PlacedObject[]): string {
  try {
    return saysOf(rule, objects).sort().join('\n');
  } catch (error) {
    return String(error);
  }
}

/** The value, telling of every field of it that is read and there. */
function watch<Value>(value: Value, path: Path, tell: (path: Path) => void): Value {
  if (!isRecord(value) && !Array.isArray(value)) return value;
  return new Proxy(value as object, {
    get(target, key, receiver) {
      const child: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol' || !Object.hasOwn(target, key) || key === 'length') return child;
      const at = [...path, Array.isArray(target) ? Number(key) : key];
      if (typeof child !== 'object') tell(at);
      return watch(child, at, tell);
    },
  }) as Value;
}

function without(placed: PlacedObject, path: Path): PlacedObject {
  return { ...placed, object: removed(placed.object, path) as KubernetesObject };
}

function removed(value: unknown, [step, ...rest]: Path): unknown {
  if (Array.isArray(value) && typeof step === 'number')
    return rest.length === 0 ? value.toSpliced(step, 1) : value.with(step, removed(value[step], rest));
  if (!isRecord(value) || step === undefined) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([key]) => key !== step)
      : entries.map(([key, child]) => [key, key === step ? removed(child, rest) : child]),
  );
}
