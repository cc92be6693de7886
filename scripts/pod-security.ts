/**
 * Asks Kubernetes' own admission plugin (tools/pod-security, built by Go) what the Pod Security Standard "restricted" says
 * of the pods that its module is tested with, of all levels and versions, and records it for
 * tests/policy/pod-security: `node scripts/pod-security.ts`.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '../src/manifest/object.ts';
import { readManifests } from '../src/manifest/read.ts';

const tool = 'tools/pod-security';
const newest = new Intl.Collator('en', { numeric: true });
const record = 'tests/policy/pod-security/recorded.json';

function go(...args: readonly string[]): string {
  return execFileSync('go', args, { cwd: tool, encoding: 'utf8' }).trim();
}

/** Each pod once: versions share most of theirs. */
function fixtures(): Map<string, KubernetesObject> {
  const root = join(go('list', '-m', '-f', '{{.Dir}}', 'k8s.io/pod-security-admission'), 'test/testdata');
  const pods = new Map<string, KubernetesObject>();
  const known = new Set<string>();
  // The newest versions first, so that fixtures are named after them.
  const files = globSync('**/*.yaml', { cwd: root }).sort((a, b) => newest.compare(b, a));
  for (const file of files) {
    for (const { object } of readManifests(readFileSync(join(root, file), 'utf8'), file).manifests) {
      const key = JSON.stringify({ ...object, metadata: { ...object.metadata, name: '' } });
      if (!known.has(key)) pods.set(file.replace(/\.yaml$/, ''), object);
      known.add(key);
    }
  }
  return pods;
}

const folder = mkdtempSync(join(tmpdir(), 'pod-security-'));
try {
  const program = join(folder, 'pod-security');
  go('build', '-o', program, '.');
  const pods = [...fixtures()];
  const input = pods.map(([, pod]) => `${JSON.stringify(pod)}\n`).join('');
  const answers = execFileSync(program, { input, encoding: 'utf8', maxBuffer: 2 ** 26 })
    .trimEnd()
    .split('\n');
  const lines = pods.map(([name, { metadata, spec }], index) => {
    const { annotations } = metadata as { readonly annotations?: unknown };
    const forbidden = JSON.parse(answers[index] ?? '') as readonly string[];
    return JSON.stringify({ name, forbidden, ...(annotations !== undefined && { annotations }), spec });
  });
  writeFileSync(record, `[\n${lines.join(',\n')}\n]\n`);
  process.stdout.write(`${lines.length} pods\n`);
} finally {
  rmSync(folder, { recursive: true });
}
