import { expect, test } from 'vitest';
import { importCircle } from '../../src/synth/import-circle.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** The places of the imports, from `apps/a.ts`. */
function circle(files: Readonly<Record<string, string>>): string[] | undefined {
  const root = temporaryFolder(files);
  return importCircle(root, 'apps/a.ts')?.map(({ file, line, column }) => `${file}:${line}:${column}`);
}

test('the shortest circle is told by its imports, of which some pass on', () => {
  const files = {
    'apps/a.ts': "import './long.ts';\nimport { b } from './shop/b.ts';\nexport const a = b;\n",
    'apps/long.ts': "import './longer.ts';\n",
    'apps/longer.ts': "import './a.ts';\n",
    'apps/shop/b.ts': "import { chart } from 'cdk8s';\nimport './lost.ts';\n\nexport * from '../a.ts';\n",
  };
  expect(circle(files)).toEqual(['apps/a.ts:2:19', 'apps/shop/b.ts:4:15']);
  expect(circle({ 'apps/a.ts': "import * as self from './a.ts';\n" })).toEqual(['apps/a.ts:1:23']);
});

test('what imports types, or leads into a circle that the file is not on, is none', () => {
  const types = "import type { A } from './a.ts';\nexport type { A } from './a.ts';\n";
  expect(circle({ 'apps/a.ts': "import './b.ts';\n", 'apps/b.ts': types })).toBeUndefined();
  const self = "import './b.ts';\n";
  expect(circle({ 'apps/a.ts': self, 'apps/b.ts': self })).toBeUndefined();
});
