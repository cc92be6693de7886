import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiSchema, KindFacts } from '../../src/kubernetes/facts.ts';
import { readBuiltinApis } from './builtin.ts';
import { readCustomKinds } from './custom.ts';
import { formatJson } from './format.ts';
import type { Sources } from './sources.ts';
import { apiFileName, type TypedKind, typeFiles } from './types.ts';

const root = join(import.meta.dirname, '../../src/kubernetes');

interface Entry extends KindFacts {
  /** File of schemas, and the name of the kind's schema in it. */
  readonly file: string;
  readonly key: string;
}

/** Every generated file of a Kubernetes minor version: text by path relative to `src/kubernetes/<minor>/`. */
export function generate(minor: string): Map<string, string> {
  const sources = readJson(join(root, minor, 'sources.json')) as Sources;
  const builtin = readBuiltinApis(sources.builtin);
  const custom = sources.custom.flatMap(readCustomKinds);
  const entries: Entry[] = [
    ...builtin.kinds.map(({ definition, ...kind }) => ({
      ...kind,
      file: 'definitions.json',
      key: definition,
    })),
    ...custom.map(({ schema: _, ...kind }) => ({
      ...kind,
      file: `${apiFileName(kind)}.json`,
      key: kind.kind,
    })),
  ].sort((left, right) => (identity(left) < identity(right) ? -1 : 1));
  const files = new Map([
    ['schemas/index.json', formatJson(entries)],
    ['schemas/definitions.json', formatJson(builtin.definitions)],
  ]);
  for (const [name, kinds] of Map.groupBy(custom, (kind) => `schemas/${apiFileName(kind)}.json`)) {
    files.set(name, formatJson(Object.fromEntries(kinds.map(({ kind, schema }) => [kind, schema]))));
  }
  const referring = builtin.kinds.map((kind) => ({
    ...kind,
    schema: { $ref: `#/definitions/${kind.definition}` },
  }));
  const typed = typedKinds(minor, [...referring, ...custom, ...ownKinds()]);
  for (const [name, text] of typeFiles(typed, builtin.definitions)) files.set(`types/${name}`, text);
  return files;
}

function typedKinds(minor: string, kinds: readonly TypedKind[]): TypedKind[] {
  const wanted = readJson(join(root, minor, 'typed-kinds.json')) as Record<string, string[]>;
  return Object.entries(wanted).flatMap(([apiVersion, names]) =>
    names.map((name) => {
      const found = kinds.find((kind) => kind.kind === name && apiVersionOf(kind) === apiVersion);
      if (found === undefined) throw new Error(`typed-kinds.json: no source defines ${apiVersion} ${name}`);
      return found;
    }),
  );
}

/** Kinds whose schemas are written by hand (`src/kubernetes/aws/`). */
function ownKinds(): TypedKind[] {
  const index = readJson(join(root, 'aws/index.json')) as Entry[];
  return index.map(({ file, ...kind }) => {
    const schemas = readJson(join(root, 'aws', file)) as Record<string, ApiSchema>;
    return { ...kind, schema: schemas[kind.kind] ?? {} };
  });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function apiVersionOf({ group, version }: KindFacts): string {
  return group === '' ? version : `${group}/${version}`;
}

function identity({ group, kind, version }: KindFacts): string {
  return `${group}/${version}/${kind}`;
}
