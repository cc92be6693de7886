import { isRecord } from './object.ts';

/** Where a value is inside an object: keys of maps and indices of lists, from the root down. */
export type Path = readonly (string | number)[];

/** As people write it: `spec.containers[0].image`, `metadata.labels["app.kubernetes.io/name"]`; empty for the root. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!/^[\w$-]+$/.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}

/** The value at a path; `undefined` when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else if (isRecord(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}
