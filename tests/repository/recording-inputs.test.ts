import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashInputs } from '../../scripts/recordings/inputs.ts';
import { checkout } from '../support/checkout.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

describe('the hash of what a proof depends on', () => {
  const file = 'tests/lab/proofs/sync.test.ts';
  const inputs = {
    [file]: "import { help } from '../help.ts';\n\nhelp('dev/eu-central-1', ['deploy'], ['rehearse']);\n",
    'tests/lab/help.ts': "import { up } from '../../src/lab/lab.ts'; // as it is\nexport const help = up;\n",
    'tests/lab/unrelated.ts': 'export const other = 1;\n',
    'src/lab/lab.ts': '/** The lab. */\nexport const up = 1;\n',
    'src/lab/apart.ts': 'export const apart = 1;\n',
    'src/cli/verbs/deploy.ts': "export const run = () => import('../../deploy/deploy.ts');\n",
    'src/cli/verbs/drift.ts': 'export const run = 1;\n',
    'src/cli/verbs/rehearse.ts':
      "import { rehearse } from '../rehearse/rehearse.ts';\nexport const run = rehearse;\n",
    'src/cli/rehearse/rehearse.ts': 'export const rehearse = 1;\n',
    'src/deploy/deploy.ts': "import '../report/words.ts';\nexport const deploy = 1;\n",
    'src/report/words.ts': 'export const words = 1;\n',
    'tools/controlplane/etcd/go.mod': 'module etcd\n',
    'dist/dev/hub/app/ConfigMap.a.yaml': 'kind: ConfigMap\n',
    'dist/production/hub/app/ConfigMap.a.yaml': 'kind: ConfigMap\n',
  };

  const changed = (files: Readonly<Record<string, string>>): boolean => {
    const root = temporaryFolder(inputs);
    const before = hashInputs(root, { file });
    writeFiles(root, files);
    return hashInputs(root, { file }) !== before;
  };

  test('changes with code, versions, and dist of the environment that it uses', () => {
    expect(changed({ [file]: inputs[file]?.replace('help(', 'help(1, ') ?? '' })).toBe(true);
    expect(changed({ 'tests/lab/help.ts': 'export const help = (): string => "";\n' })).toBe(true);
    expect(changed({ 'src/lab/lab.ts': 'export const up = 2;\n' })).toBe(true);
    expect(changed({ 'src/deploy/deploy.ts': 'export const deploy = 2;\n' })).toBe(true);
    expect(changed({ 'src/cli/rehearse/rehearse.ts': 'export const rehearse = 2;\n' })).toBe(true);
    expect(changed({ 'tools/controlplane/etcd/go.mod': 'module etcd/v2\n' })).toBe(true);
    expect(changed({ 'dist/dev/hub/app/ConfigMap.a.yaml': 'kind: Secret\n' })).toBe(true);
  });

  test('does not change with comments, layout, and what the proof does not use', () => {
    expect(changed({ 'src/lab/lab.ts': '/** Told better. */\n\n  export const up = 1; // 1\n' })).toBe(false);
    expect(changed({ 'tests/lab/unrelated.ts': 'export const other = 2;\n' })).toBe(false);
    expect(changed({ 'src/lab/apart.ts': 'export const apart = 2;\n' })).toBe(false);
    expect(changed({ 'src/cli/verbs/drift.ts': 'export const run = 2;\n' })).toBe(false);
    expect(changed({ 'src/report/words.ts': 'export const words = 2;\n' })).toBe(false);
    expect(changed({ 'dist/production/hub/app/ConfigMap.a.yaml': 'kind: Secret\n' })).toBe(false);
  });
});

test('the guide names the rooms that count for a proof that reaches all of them', () => {
  const guide = readFileSync(join(checkout, 'docs/guide/lab.md'), 'utf8');
  const listed = /what the test reaches of ([^]*?), without/.exec(guide)?.[1] ?? '';
  const told = [...listed.matchAll(/`([^`]+)`/g)].map(([, room = '']) => room);
  const folders = globSync('src/{*,cli/*,constructs/*}/', { cwd: checkout });
  const rooms = folders.map((folder) => folder.replace(/\/$/, '')).toSorted();
  const file = 'tests/lab/proofs/all.test.ts';
  const root = temporaryFolder({
    [file]: rooms.map((room) => `import '../../../${room}/file.ts';\n`).join(''),
    ...Object.fromEntries(rooms.map((room) => [`${room}/file.ts`, 'export const file = 1;\n'])),
  });
  const counting = rooms.filter((room) => {
    const before = hashInputs(root, { file });
    writeFiles(root, { [`${room}/file.ts`]: 'export const file = 2;\n' });
    return hashInputs(root, { file }) !== before;
  });
  expect(counting).toEqual(told.toSorted());
});
