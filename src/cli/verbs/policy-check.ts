import { type Command, Option } from 'commander';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { Caller } from '../../policy/activation.ts';
import type { Operation } from '../../policy/policies.ts';
import type { Finding } from '../../report/finding.ts';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';

interface Flags extends OutputOptions {
  readonly policies: readonly string[];
  readonly operation: Operation;
  readonly old: readonly string[];
  readonly namespaces: readonly string[];
  readonly params: readonly string[];
  readonly as?: string;
  readonly asGroup: readonly string[];
}

export function registerPolicyCheck(policy: Command, done: Done): void {
  const command = policy
    .command('check')
    .description('Judge manifests by ValidatingAdmissionPolicies, with their bindings and parameters.')
    .argument('<path...>', 'files, folders, or - for standard input: what is judged')
    .requiredOption('--policies <path...>', 'policies and bindings; parameters and CRDs may be beside them')
    .addOption(
      new Option('--operation <operation>', 'what is asked of the API server')
        .choices(['CREATE', 'UPDATE', 'DELETE'])
        .default('CREATE'),
    )
    .option('--old <path...>', 'the manifests as they were, for UPDATE', [])
    .option('--namespaces <path...>', 'Namespaces that the objects live in', [])
    .option('--params <path...>', 'parameters of policies that are elsewhere', [])
    .option('--as <user>', 'who asks, for policies that look at it')
    .option('--as-group <group...>', 'groups of that user', [])
    .addHelpText(
      'after',
      `
Says what the API server of Kubernetes 1.34 would say, of any policies and any manifests, and tells all failures,
not only the first. What depends on more than the manifests tell (who asks, what a controller fills in) is undecided.
Objects without a namespace are judged as in "default". Namespaces among the manifests count as given. Nothing but
the API server is taken to change objects: no webhook, no MutatingAdmissionPolicy, no LimitRange.

Exit codes: 0 nothing is denied; 1 something is; 2 something could not be judged (undecided, unreadable, a policy
that the API server would refuse). Warn and Audit bindings change no exit code.

Examples:
  plumb policy check dist/dev/hub --policies policies --as system:serviceaccount:argocd:argocd-application-controller
  plumb policy check dist/dev/hub --operation UPDATE --old dist/dev/hub --policies policies/require-tls -o json`,
    );
  addOutputOption(command).action(async (paths: string[], flags: Flags) => done(await check(paths, flags)));
}

async function check(paths: readonly string[], flags: Flags): Promise<number> {
  const title = 'plumb policy check';
  return settle(title, flags, async () => {
    const [
      { checkPolicies },
      { policyDocument, policyFindings },
      { withExemptions },
      { readManifestPaths },
      { loadJudges },
    ] = await Promise.all([
      import('../../policy/check.ts'),
      import('../../policy/report.ts'),
      import('../../policy/policy-folders.ts'),
      import('../../manifest/read-paths.ts'),
      import('../judges.ts'),
    ]);
    const unread: Finding[] = [];
    const read = async (given: readonly string[]): Promise<readonly LoadedManifest[]> => {
      if (given.length === 0) return [];
      const { manifests, findings } = await readManifestPaths(given, process.cwd());
      unread.push(...findings);
      return manifests;
    };
    const policies = withExemptions(await readManifestPaths(flags.policies, process.cwd()), process.cwd());
    unread.push(...policies.findings);
    const report = checkPolicies({
      policies: policies.manifests,
      manifests: await read(paths),
      operation: flags.operation,
      old: await read(flags.old),
      namespaces: await read(flags.namespaces),
      params: await read(flags.params),
      caller: callerOf(flags),
      ...loadJudges(),
    });
    const whole = { ...report, findings: [...unread, ...report.findings] };
    return emit(policyDocument(title, whole), policyFindings(whole), flags);
  });
}

/** As the API server adds the group that everyone is in who is known to it. */
function callerOf({ as: username, asGroup }: Flags): Caller | undefined {
  if (username === undefined) return undefined;
  return { username, groups: [...asGroup, 'system:authenticated'], dryRun: false };
}
