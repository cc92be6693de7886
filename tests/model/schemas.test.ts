import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateSchemas, staleSchemas } from '../../scripts/schemas.ts';

const root = join(import.meta.dirname, '../..');

test('schemas/ is what the model says (npm run schemas)', () => {
  expect(staleSchemas()).toEqual([]);
});

test('editors are told what every field is for', () => {
  for (const [name, text] of generateSchemas()) {
    if (name.endsWith('.json')) expect(undescribed(JSON.parse(text), name)).toEqual([]);
  }
});

test('every map refuses keys of another form, and every object unknown ones', () => {
  for (const [name, text] of generateSchemas()) {
    if (!name.endsWith('.json')) continue;
    for (const [path, node] of nodes(JSON.parse(text), name)) {
      // Values of charts are the chart's own business.
      if (node.type === 'object' && !path.endsWith('.values'))
        expect([path, node.additionalProperties]).toEqual([path, false]);
    }
  }
});

test('the schemas are JSON Schema 2020-12 with relative ids', () => {
  const schema = JSON.parse(readFileSync(join(root, 'schemas/environment.schema.json'), 'utf8'));
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'environment.schema.json',
    title: 'environments/<env>/environment.yaml',
  });
});

interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

function* nodes(node: Node, path: string): Generator<[string, Node]> {
  yield [path, node];
  for (const [key, child] of Object.entries(node.properties ?? {})) yield* nodes(child, `${path}.${key}`);
  for (const child of Object.values(node.patternProperties ?? {})) yield* nodes(child, `${path}.*`);
  if (node.items) yield* nodes(node.items, `${path}[]`);
}

/** Settings, whose name says it all or whose parts do. */
const plain =
  /\.(apps|settings|kind|syncWindows|latitude|longitude|url|latencyMilliseconds|repository)$|\.value$|values\.\*$/;

function undescribed(root: Node, name: string): string[] {
  return [...nodes(root, name)]
    .filter(
      ([path, node]) => /\.[A-Za-z]+$/.test(path) && node.description === undefined && !plain.test(path),
    )
    .map(([path]) => path)
    .filter((path) => path !== name);
}
