import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCustomKinds } from '../../scripts/crds/custom.ts';
import { formatJson } from '../../scripts/crds/format.ts';
import sources from '../../src/kubernetes/1.34/sources.json' with { type: 'json' };

const schemas = join(import.meta.dirname, '../../src/kubernetes/1.34/schemas');
const module = 'k8s.io/autoscaler/vertical-pod-autoscaler';

/** The smallest module stands for all; `npm run crds -- --check` compares every one. */
test('the committed schemas are what the pinned module says', async ({ skip }) => {
  const source = sources.custom.find((candidate) => candidate.module === module);
  if (source === undefined) throw new Error(`sources.json does not name ${module}`);
  skip(!canDownload(source.module, source.version), 'Go or its module proxy is not available');
  const kinds = (await readCustomKinds(source)).filter((kind) => kind.version === 'v1');
  const text = formatJson(Object.fromEntries(kinds.map(({ kind, schema }) => [kind, schema])));
  expect(text).toBe(readFileSync(join(schemas, 'autoscaling.k8s.io_v1.json'), 'utf8'));
});

function canDownload(name: string, version: string): boolean {
  try {
    execFileSync('go', ['mod', 'download', `${name}@${version}`], { cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
