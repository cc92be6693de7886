import { expect, test } from 'vitest';
import { generateSchemas, staleSchemas } from '../../scripts/schemas.ts';

test('schemas/ is what the model says (npm run schemas)', () => {
  expect(staleSchemas()).toEqual([]);
});

test('editors are told what every field is for', () => {
  expect(schemas().flatMap(([name, schema]) => undescribed(schema, name))).toEqual([]);
});

test('every map refuses keys of another form, and every object unknown ones', () => {
  const open = schemas()
    .flatMap(([name, schema]) => [...nodes(schema, name)])
    .filter(([, node]) => node.type === 'object' && node.additionalProperties !== false)
    .map(([path]) => path);
  // Values of charts are the chart's own business.
  expect(open).toEqual(['app.schema.json.charts.*.values']);
});

test('the schemas are JSON Schema 2020-12 with relative ids', () => {
  const [schema] = schemas()
    .filter(([name]) => name === 'environment.schema.json')
    .map(([, each]) => each);
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

function schemas(): [string, Node][] {
  return [...generateSchemas()]
    .filter(([name]) => name.endsWith('.json'))
    .map(([name, text]) => [name, JSON.parse(text) as Node]);
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

function undescribed(schema: Node, name: string): string[] {
  return [...nodes(schema, name)]
    .filter(
      ([path, node]) => /\.[A-Za-z]+$/.test(path) && node.description === undefined && !plain.test(path),
    )
    .map(([path]) => path)
    .filter((path) => path !== name);
}
