import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../manifest/object.ts';
import { type Path, valueAt } from '../manifest/path.ts';
import { parseSource } from '../manifest/source.ts';
import { unreadable } from '../manifest/text.ts';
import type { Finding } from '../report/finding.ts';
import type { DataFile } from './fleet.ts';
import { type CompiledSchema, checkSchema } from './schema-findings.ts';

export interface ReadResult<T> {
  /** `undefined` when too much is wrong to use the rest. */
  readonly file: DataFile<T> | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Reads and checks one file. A mistake inside an entry of a map (`apps.receipt-api`, `releases.receipt-api`,
 * `regions.us-west-2`) leaves out that entry only, so that one run tells what else is wrong.
 */
export function readDataFile<T>(root: string, file: string, schema: CompiledSchema): ReadResult<T> {
  let text: string;
  try {
    // Reading a pipe or a device could take forever.
    if (!statSync(join(root, file)).isFile()) throw new Error('it is no regular file');
    text = readFileSync(join(root, file), 'utf8');
  } catch (error) {
    return { file: undefined, findings: [unreadable(file, error)] };
  }
  const source = parseSource(text, file);
  if (source.findings.length > 0) return { file: undefined, findings: source.findings };
  const locate: DataFile<T>['locate'] = (path, end) => source.locate(path, end);
  const mistakes = checkSchema(source.value, schema, locate);
  const findings = mistakes.map((mistake) => mistake.finding);
  const broken = mistakes.map((mistake) => entryOf(mistake.path, source.value));
  const data = broken.reduce(without, source.value);
  if (!schema.validate(data)) return { file: undefined, findings };
  const isBroken = (path: Path) => broken.some((entry) => startsWith(entry, path) || startsWith(path, entry));
  return { file: { file, data: data as T, locate, isBroken }, findings };
}

/** The entry of a top-level map that `path` leads into; of a list, all, since the positions of the rest would shift. */
function entryOf(path: Path, value: unknown): Path {
  return path.slice(0, Array.isArray(valueAt(value, path.slice(0, 1))) ? 1 : 2);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}

function without(value: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== step));
  return Object.fromEntries(
    entries.map(([key, child]) => [key, key === step ? without(child, rest) : child]),
  );
}
