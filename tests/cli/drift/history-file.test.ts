import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHistory, writeHistory } from '../../../src/cli/drift/history-file.ts';
import { filePlace } from '../../../src/cli/drift/places/file.ts';
import { noHistory, remember } from '../../../src/drift/history.ts';
import { deployment, field, night, target } from '../../drift/runs.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const history = remember(
  noHistory,
  { version: 1, targets: [target('lab/one', 1, [deployment('web', field('spec.replicas'))])] },
  Date.parse(night(1)),
);

test('what was written is read, and nothing where there is no file yet', async () => {
  const place = filePlace(join(temporaryFolder(), 'history.json'));
  expect(await readHistory(place)).toEqual(noHistory);
  await writeHistory(place, history);
  expect(await readHistory(place)).toEqual(history);
});

test.each([
  [{ ...history, findings: [null] }, 'findings[0] is no map'],
  [
    { ...history, findings: [{ ...history.findings[0], firstSeen: 'then' }] },
    'findings[0].firstSeen is no time',
  ],
  [{ ...history, lookedAt: { 'lab/one': 1 } }, 'lookedAt.lab/one is no time'],
  [{ ...history, lookedAt: [] }, 'lookedAt is no map'],
  [{ ...history, trend: [{}] }, 'trend[0].'],
  [{ ...history, version: 2 }, 'version is not 1'],
])('what is no history is told, with what is wrong in it: %j', async (value, problem) => {
  const folder = temporaryFolder({ 'history.json': JSON.stringify(value) });
  const file = join(folder, 'history.json');
  await expect(readHistory(filePlace(file))).rejects.toThrow(
    `${file} is no history of plumb drift of this version: ${problem}`,
  );
});

test('a file that is no JSON is told', async () => {
  const file = join(temporaryFolder({ 'history.json': '{' }), 'history.json');
  await expect(readHistory(filePlace(file))).rejects.toThrow('cannot be read');
});
