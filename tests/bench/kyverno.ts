/**
 * The same policies over the same objects by the Kyverno CLI (tools/kyverno, built by Go when first asked for), which
 * evaluates ValidatingAdmissionPolicies with the API server's own validator: time, and whether the verdicts agree.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildGoTool } from '../support/go-tool.ts';
import { measureProcess } from './measure.ts';
import { writePolicyFiles } from './policy/files.ts';
import { format, type Measurement } from './verdict.ts';

const objectCount = 200;
const plumb = join(import.meta.dirname, '../../plumb');

interface Verdicts {
  readonly milliseconds: number;
  /** `policy Kind namespace/name` → verdict. */
  readonly byPair: ReadonlyMap<string, string>;
}

interface KyvernoReport {
  readonly results: readonly {
    readonly policy: string;
    readonly result: string;
    readonly resources: readonly {
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
    }[];
  }[];
}

interface PlumbReport {
  readonly result: {
    readonly results: readonly {
      readonly policy: string;
      readonly verdict: string;
      readonly object: { readonly kind: string; readonly namespace: string; readonly name: string };
    }[];
  };
}

const words: Readonly<Record<string, string>> = { pass: 'allowed', fail: 'denied' };

function byKyverno(program: string, policies: string, objects: string): Verdicts {
  const args = ['apply', policies, '--resource', objects, '--policy-report', '--output-format', 'json'];
  const { milliseconds, stdout } = measureProcess(program, args, [1]);
  const { results } = JSON.parse(stdout.slice(stdout.indexOf('{"kind"'))) as KyvernoReport;
  const pairs = results.flatMap(({ policy, result, resources }) =>
    resources.map(
      ({ kind, namespace, name }) =>
        [`${policy} ${kind} ${namespace}/${name}`, words[result] ?? result] as const,
    ),
  );
  return { milliseconds, byPair: new Map(pairs) };
}

function byPlumb(policies: string, objects: string): Verdicts {
  const args = ['policy', 'check', '--policies', policies, objects, '-o', 'json'];
  const { milliseconds, stdout } = measureProcess(plumb, args, [1, 2]);
  const { result } = JSON.parse(stdout) as PlumbReport;
  const pairs = result.results.map(
    ({ policy, verdict, object: { kind, namespace, name } }) =>
      [`${policy} ${kind} ${namespace}/${name}`, verdict] as const,
  );
  return { milliseconds, byPair: new Map(pairs) };
}

export function* benchKyverno(): Generator<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-bench-'));
  try {
    process.stderr.write('building the Kyverno CLI, which takes a quarter of an hour the first time\n');
    const program = buildGoTool('kyverno', 'github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno');
    const { policies, objects } = writePolicyFiles(folder, objectCount);
    const ours = byPlumb(policies, objects);
    process.stderr.write(`${objectCount} objects by the Kyverno CLI\n`);
    const theirs = byKyverno(program, policies, objects);
    const undecided = [...ours.byPair.values()].filter((verdict) => verdict === 'undecided').length;
    const different = [...ours.byPair].filter(
      ([pair, verdict]) => verdict !== 'undecided' && theirs.byPair.get(pair) !== verdict,
    );
    yield {
      what: 'faster than the Kyverno CLI',
      value: theirs.milliseconds / ours.milliseconds,
      unit: '×',
      bound: { atLeast: 1 },
      from: `${format(theirs.milliseconds)} ms / ${format(ours.milliseconds)} ms, ${objectCount} objects, 50 policies`,
    };
    yield {
      what: 'verdicts that differ',
      value: different.length,
      unit: '',
      bound: { atMost: 0 },
      from: `of ${theirs.byPair.size}; ${undecided} undecided here`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
