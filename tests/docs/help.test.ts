import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOfCheckout } from '../support/copy.ts';
import { examplesIn, helpPages, runScript, scriptOf } from './shown-commands.ts';

describe('the help of every command', async () => {
  const help = await helpPages();
  let folder: string;

  beforeAll(() => {
    folder = copyOfCheckout(afterAll);
  });

  test.each(help)('$name shows examples that work', ({ text }) => {
    const content = examplesIn(text);
    expect(content).not.toBe('');
    expect(runScript(scriptOf([{ line: 1, content }]), folder)).toEqual({ status: 0, output: '' });
  });
});
