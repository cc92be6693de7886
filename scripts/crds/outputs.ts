import type { KindFacts } from '../../src/kubernetes/facts.ts';
import { ownKinds } from '../../src/kubernetes/own-kinds.ts';
import { loadSources, loadTypedKinds } from '../../src/kubernetes/sources.ts';
import { readBuiltinApis } from './builtin.ts';
import { readCustomKinds } from './custom.ts';
import { readEncodings } from './encoding.ts';
import { formatJson } from './format.ts';
import { apiFileName, type TypedKind, typeFiles } from './types.ts';

interface Entry extends KindFacts {
  /** File of schemas, and the name of the kind's schema in it. */
  readonly file: string;
  readonly key: string;
}

/** Every generated file of a Kubernetes minor version: text by path relative to `src/kubernetes/<minor>/`. */
export async function generate(minor: string): Promise<Map<string, string>> {
  const sources = loadSources(minor);
  const builtin = await readBuiltinApis(sources.builtin);
  const custom = (await Promise.all(sources.custom.map(readCustomKinds))).flat();
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
    [
      'schemas/encoding.json',
      formatJson(await readEncodings(sources.types, Object.keys(builtin.definitions))),
    ],
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
  return Object.entries(loadTypedKinds(minor)).flatMap(([apiVersion, names]) =>
    names.map((name) => {
      const found = kinds.find((kind) => kind.kind === name && apiVersionOf(kind) === apiVersion);
      if (found === undefined) throw new Error(`typed-kinds.json: no source defines ${apiVersion} ${name}`);
      return found;
    }),
  );
}

function apiVersionOf({ group, version }: KindFacts): string {
  return group === '' ? version : `${group}/${version}`;
}

function identity({ group, kind, version }: KindFacts): string {
  return `${group}/${version}/${kind}`;
}
