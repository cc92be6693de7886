import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import { formatPath, type Path } from '../../manifest/path.ts';

/** What `formatPath` writes, read back. The form was checked by the schema of cases. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([\w$-]+)/g)].map(([, quoted, index, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  );
}

/**
 * The object with other values at some paths; `null` removes what is there. Maps on the way are made, entries of lists
 * must exist or be the next one.
 *
 * @throws RangeError for a path that leads nowhere
 */
export function changed(
  object: KubernetesObject,
  change: Readonly<Record<string, unknown>>,
): KubernetesObject {
  let result: unknown = object;
  for (const [text, value] of Object.entries(change)) result = withValue(result, parsePath(text), value, []);
  return result as KubernetesObject;
}

function withValue(node: unknown, path: Path, value: unknown, from: Path): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const here = [...from, step];
  if (typeof step === 'number') {
    if (!Array.isArray(node) || step > node.length)
      throw new RangeError(`there is no \`${formatPath(here)}\``);
    if (rest.length === 0 && value === null) return node.toSpliced(step, 1);
    return node.toSpliced(step, 1, withValue(node[step], rest, value, here));
  }
  if (node !== undefined && !isRecord(node)) throw new RangeError(`\`${formatPath(from)}\` is no map`);
  const map = node ?? {};
  if (value === null && map[step] === undefined) throw new RangeError(`there is no \`${formatPath(here)}\``);
  if (rest.length > 0) return { ...map, [step]: withValue(map[step], rest, value, here) };
  if (value !== null) return { ...map, [step]: value };
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== step));
}
