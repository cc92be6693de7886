import { expect, test } from 'vitest';
import { printed, readFleet } from './fixture.ts';

test('the fixture has no finding', async () => {
  const { findings } = await readFleet();
  expect(printed(findings)).toBe('');
});
