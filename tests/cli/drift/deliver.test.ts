import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliver } from '../../../src/cli/drift/deliver.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function delivered(output: 'json' | 'prometheus', ...pieces: readonly string[]): Promise<string> {
  const to = join(temporaryFolder(), 'report');
  await deliver(pieces, { output, to });
  return readFileSync(to, 'utf8');
}

test('no value of a merged report drives the terminal that shows its JSON', async () => {
  const name = 'a\u009b31mb\u2028c\u007f é';
  const shown = await delivered('json', '{"a":', JSON.stringify(name), '}\n');
  expect(shown).toBe('{"a":"a\\u009b31mb\\u2028c\\u007f é"}\n');
  expect(JSON.parse(shown)).toEqual({ a: name });
});

test('metrics have no such escapes, and stay as they are', async () => {
  expect(await delivered('prometheus', 'up{region="a\u2028b"} 1\n')).toBe('up{region="a\u2028b"} 1\n');
});
