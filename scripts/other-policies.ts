/**
 * Judges other people's policies, offline and by the API server, and compares: `node scripts/other-policies.ts [offline]`.
 *
 * The policies are those in the Go modules of Kyverno, Gateway API and Kubernetes itself: their tests, examples and
 * installers. They judge the built-in objects of the same tests. Nothing of it is kept.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFacts } from '../src/kubernetes/load.ts';
import type { KubernetesObject } from '../src/manifest/object.ts';
import { readManifests } from '../src/manifest/read.ts';

const modules = [
  {
    module: 'github.com/kyverno/kyverno',
    in: 'tools/kyverno',
    files: '{charts,config,test}/**/*.{yaml,yml}',
  },
  { module: 'k8s.io/kubernetes', in: 'tools/controlplane/kubernetes', files: '{cluster,test}/**/*.yaml' },
];
/** Not required by any tool. */
const downloaded = [{ version: 'sigs.k8s.io/gateway-api@v1.6.0', files: '{config,examples}/**/*.yaml' }];
const mostObjects = 400;
/** What judges, and what others depend on, whose names mean something. */
const leftOut = [
  'CustomResourceDefinition',
  'Namespace',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
];

interface Verdict {
  readonly object: { readonly kind: string; readonly name: string };
  readonly policy: string;
  readonly binding?: string;
  readonly verdict: string;
  readonly failures: readonly { readonly message?: string }[];
}

interface Report {
  readonly summary: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly message: string;
    readonly severity: string;
  }[];
  readonly result: { readonly policies: number; readonly results: readonly Verdict[] };
}

function objectsOf(root: string, pattern: string): KubernetesObject[] {
  return globSync(pattern, { cwd: root })
    .sort()
    .filter((file) => statSync(join(root, file)).isFile())
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .flatMap((text) => readManifests(text, 'module').manifests)
    .map(({ object }) => object);
}

function collect(): KubernetesObject[] {
  const go = (args: readonly string[], cwd: string): string =>
    execFileSync('go', args, { cwd, encoding: 'utf8' });
  return [
    ...modules.flatMap((each) =>
      objectsOf(go(['list', '-m', '-f', '{{.Dir}}', each.module], each.in).trim(), each.files),
    ),
    ...downloaded.flatMap(({ version, files }) => {
      const found = JSON.parse(go(['mod', 'download', '-json', version], tmpdir())) as {
        readonly Dir: string;
      };
      return objectsOf(found.Dir, files);
    }),
  ];
}

/** Policies with their bindings, each under a name of its own: tests of one thing often have a policy of one name. */
function policiesIn(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const texts = new Set<string>();
  const policies = objects.filter((object) => {
    const text = JSON.stringify([object.kind, object['spec']]);
    const isNew = object.kind === 'ValidatingAdmissionPolicy' && !texts.has(text);
    texts.add(text);
    return isNew;
  });
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return policies.flatMap((policy, index) => {
    const name = `${policy.metadata.name}-${index}`;
    const own = objects.find(
      ({ kind, spec }) =>
        kind === 'ValidatingAdmissionPolicyBinding' &&
        (spec as { readonly policyName?: string } | undefined)?.policyName === policy.metadata.name,
    );
    const spec = { ...(own?.['spec'] as object | undefined), policyName: name, validationActions: ['Deny'] };
    return [
      { ...policy, apiVersion, metadata: { name } },
      { apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata: { name }, spec },
    ];
  });
}

/** Built-in objects, each under a name of its own, in the default namespace. */
function judgedIn(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const facts = loadFacts();
  const known = new Set<string>();
  return objects
    .filter(({ apiVersion, kind }) => facts.find(apiVersion, kind)?.source.startsWith('k8s.io/kubernetes@'))
    .filter(({ kind }) => !leftOut.includes(kind))
    .filter((object) => {
      const text = JSON.stringify({ ...object, metadata: { ...object.metadata, name: '', namespace: '' } });
      const isNew = !known.has(text);
      known.add(text);
      return isNew;
    })
    .slice(0, mostObjects)
    .map(({ metadata: { namespace: _, ...metadata }, ...object }, index) => ({
      ...object,
      metadata: { ...metadata, name: `${(metadata.name ?? 'none').toLowerCase()}-${index}` },
    })) as KubernetesObject[];
}

function check(folder: string, engine: string): Report {
  const args = [
    'policy',
    'check',
    '--policies',
    'policies.json',
    'objects.json',
    '-o',
    'json',
    '--as',
    'admin',
    '--engine',
    engine,
  ];
  const plumb = join(import.meta.dirname, '../plumb');
  const { stdout, stderr } = spawnSync(plumb, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function wording({ verdict, failures }: Verdict): string {
  return JSON.stringify([
    verdict,
    failures.map(({ message = '' }) => message).toSorted((a, b) => (a < b ? -1 : 1)),
  ]);
}

const folder = mkdtempSync(join(tmpdir(), 'other-policies-'));
try {
  mkdirSync(folder, { recursive: true });
  const all = collect();
  const lines = (objects: readonly KubernetesObject[]): string =>
    objects.map((object) => `${JSON.stringify(object)}\n`).join('');
  writeFileSync(join(folder, 'policies.json'), lines(policiesIn(all)));
  writeFileSync(join(folder, 'objects.json'), lines(judgedIn(all)));
  const offline = check(folder, 'offline');
  print(offline.summary);
  for (const [rule, found] of Map.groupBy(offline.findings, (finding) => finding.rule))
    print(`  ${rule}: ${found.length}, such as ${found[0]?.message}`);
  const { results } = offline.result;
  const open = results.filter(({ verdict }) => verdict === 'undecided');
  print(
    `undecided: ${open.length} of ${results.length}, ${((100 * open.length) / results.length).toFixed(2)} %`,
  );
  if (process.argv[2] !== 'offline') {
    const server = check(folder, 'apiserver');
    const unasked = server.findings.filter(({ rule }) => rule === 'api-server-not-asked');
    const keyOf = ({ object, policy, binding }: Verdict): string =>
      `${policy} ${binding} ${object.kind}/${object.name}`;
    const said = new Map(server.result.results.map((each) => [keyOf(each), wording(each)]));
    const different = results.filter(
      (each) => each.verdict !== 'undecided' && said.get(keyOf(each)) !== wording(each),
    );
    print(server.summary);
    print(`not asked: ${unasked.length} objects, such as ${unasked[0]?.message}`);
    print(`different: ${different.length}`);
    for (const each of different.slice(0, 20))
      print(`  ${keyOf(each)}: offline ${wording(each)}, API server ${said.get(keyOf(each))}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
