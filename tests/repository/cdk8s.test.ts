import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Objects = Readonly<Record<string, readonly unknown[]>>;

function sorted(objects: readonly unknown[]): readonly unknown[] {
  const key = (object: unknown) => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string; namespace?: string } };
    return `${kind} ${metadata.namespace ?? ''} ${metadata.name}`;
  };
  return objects.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Objects by `<environment>-<target>-<app>`. */
function rendered(folder: string, nameOf: (path: string) => string): Objects {
  const objects = new Map<string, unknown[]>();
  for (const path of globSync('**/*.yaml', { cwd: folder })) {
    const name = nameOf(path);
    const documents = loadAll(readFileSync(join(folder, path), 'utf8'));
    objects.set(name, [...(objects.get(name) ?? []), ...documents]);
  }
  return Object.fromEntries([...objects].map(([name, list]) => [name, sorted(list)]));
}

test("cdk8s's own command renders the same objects, and leaves dist alone", () => {
  const settings = load(readFileSync(join(checkout, 'cdk8s.yaml'), 'utf8')) as {
    output: string;
    app: string;
  };
  expect(settings.output).toBe('.scratch/cdk8s');

  const scratch = temporaryFolder();
  const binaries = join(checkout, 'node_modules/.bin');
  execFileSync(join(binaries, 'cdk8s'), ['synth', '--output', join(scratch, 'cdk8s')], {
    cwd: checkout,
    env: {
      ...process.env,
      PATH: `${binaries}${delimiter}${process.env['PATH']}`,
      NODE_V8_COVERAGE: undefined,
    },
  });

  // Which is what plumb renders: tests/e2e/synth.test.ts.
  const ours = rendered(join(checkout, 'dist'), (path) => dirname(path).replaceAll('/', '-'));
  const theirs = rendered(join(scratch, 'cdk8s'), (path) => path.slice(0, -'.yaml'.length));
  expect(Object.keys(ours).length).toBeGreaterThan(50);
  expect(Object.keys(theirs).toSorted()).toEqual(Object.keys(ours).toSorted());
  for (const [name, objects] of Object.entries(ours))
    expect({ name, objects: theirs[name] }).toEqual({ name, objects });
});
