import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rehearseNamed } from '../../../src/cli/rehearse/rehearse.ts';
import { InputError } from '../../../src/report/errors.ts';
import { checkout } from '../../support/checkout.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const app = 'dev/ap-northeast-1/filebox-sync';
const file = `${app}/ConfigMap.filebox-sync.filebox-sync.yaml`;

function dist(): string {
  const folder = temporaryFolder();
  for (const part of [app, 'dev/hub/argocd', 'dev/ap-northeast-1/argocd-access'])
    cpSync(join(checkout, 'dist', part), join(folder, part), { recursive: true });
  return folder;
}

test('what cannot be read is told with its side, and before a lab is started', async () => {
  const [base, head] = [dist(), dist()];
  appendFileSync(join(head, file), 'a: [1\n  b: {');
  const notes: string[] = [];
  const rehearsal = rehearseNamed(
    base,
    head,
    { env: 'dev', region: 'ap-northeast-1', request: [] },
    { progress: { note: (_, text) => notes.push(text) }, signal: AbortSignal.abort() },
  );
  const error: unknown = await rehearsal.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).findings).toMatchObject([
    {
      rule: 'yaml-syntax',
      location: { file },
      message: expect.stringMatching(`^of ${head}: the YAML cannot`),
    },
  ]);
  expect(notes).toEqual([]);
});
