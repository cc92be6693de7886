import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Caller } from '../../policy/activation.ts';
import type { Operation } from '../../policy/policies.ts';
import { repeatable } from '../options.ts';
import { addOutputOption, type Done, emitDocument, type OutputOptions, settle } from '../output.ts';
import type { EngineName } from '../policy/check.ts';
import { addEngineOption } from '../policy/engine-option.ts';
import { pathsOr } from '../policy/paths.ts';
import { addTodayOption } from '../policy/today.ts';

interface Flags extends OutputOptions {
  readonly policies: readonly string[];
  readonly engine: EngineName;
  readonly operation: Operation;
  readonly old: readonly string[];
  readonly base?: string;
  readonly namespaces: readonly string[];
  readonly params: readonly string[];
  readonly as?: string;
  readonly asGroup: readonly string[];
  readonly threads?: number;
  readonly today?: string;
}

export function registerPolicyCheck(policy: Command, done: Done): void {
  const command = policy
    .command('check')
    .description('Judge manifests by ValidatingAdmissionPolicies, with their bindings and parameters.')
    .argument(
      '[path...]',
      'files, folders, or - for standard input: what is judged (default: the dist folder)',
    )
    .addOption(
      repeatable(
        '--policies <path>',
        'policies, bindings and fleet rules; parameters and CRDs may be beside them',
        'the policies folder',
      ),
    )
    .addOption(
      new Option('--operation <operation>', 'what is asked of the API server')
        .choices(['CREATE', 'UPDATE', 'DELETE'])
        .default('CREATE'),
    )
    .addOption(repeatable('--old <path>', 'the manifests as they were, for UPDATE'))
    .addOption(
      new Option(
        '--base <revision>',
        'tell only what has changed since that revision in git: what it had is updated, the rest created or deleted',
      ).conflicts(['engine', 'operation', 'old']),
    )
    .addOption(repeatable('--namespaces <path>', 'Namespaces that the objects live in'))
    .addOption(repeatable('--params <path>', 'parameters of policies that are elsewhere'))
    .option('--as <user>', 'who asks, for policies that look at it (default: the Argo CD account of dist)')
    .addOption(repeatable('--as-group <group>', 'a group of that user'))
    .option(
      '--threads <count>',
      'that judge side by side, offline (default: as many as are worth it)',
      threadCount,
    )
    .addHelpText(
      'after',
      `
Says what the API server of Kubernetes 1.34 would say, of any policies and any manifests, and tells all failures,
not only the first. What depends on more than the manifests tell (who asks, what a controller fills in) is undecided.
Objects without a namespace are judged as in "default". Namespaces among the manifests count as given. Nothing but
the API server is taken to change objects: no webhook, no MutatingAdmissionPolicy, no LimitRange.
Each dist/<environment>/<target> is a cluster of its own, and Argo CD writes to it by the account that is rendered
there; everything else is taken for one cluster.

With --engine apiserver, etcd and the kube-apiserver of the lab judge instead, as dry runs; with auto, what is
undecided offline. They are built when first needed (plumb lab build). What looks at who asks is judged offline.

Exit codes: 0 nothing is denied; 1 something is, or an exemption has expired; 2 something could not be judged
(undecided, unreadable, a policy that the API server would refuse). Warn and Audit bindings change no exit code.
With --base, only what is newly denied or newly undecided counts, and what newly violates a fleet rule.

Examples:
  plumb policy check
  plumb policy check --base HEAD -o markdown
  plumb policy check --engine auto
  plumb policy check --today 2026-12-31
  plumb policy check dist/production/hub --operation DELETE -o sarif
  plumb policy check dist/dev/hub --operation UPDATE --old dist/dev/hub --policies policies/require-tls -o json`,
    );
  addOutputOption(addTodayOption(addEngineOption(command, ['offline', 'apiserver', 'auto']))).action(
    async (paths: string[], flags: Flags) => {
      if (flags.old.length > 0 && flags.operation !== 'UPDATE')
        command.error("error: option '--old <path>' is for '--operation UPDATE' only");
      if (flags.asGroup.length > 0 && flags.as === undefined)
        command.error("error: option '--as-group <group>' needs '--as <user>'");
      done(await check(paths, flags));
    },
  );
}

async function check(paths: readonly string[], flags: Flags): Promise<number> {
  const title = 'plumb policy check';
  return settle(title, flags, async () => {
    const [{ checkPaths, checkSince }, { policyDocument }, { changesDocument }, { withFleetRules }] =
      await Promise.all([
        import('../policy/check.ts'),
        import('../../policy/report.ts'),
        import('../../policy/changes-report.ts'),
        import('../policy/fleet.ts'),
      ]);
    const request = {
      ...flags,
      paths: pathsOr(paths, 'dist'),
      policies: pathsOr(flags.policies, 'policies'),
      caller: callerOf(flags),
    };
    if (flags.base !== undefined) {
      const changes = await checkSince(flags.base, request);
      return emitDocument(changesDocument(title, changes), flags);
    }
    const checked = await checkPaths(request);
    const { report, fleet } = await withFleetRules(checked.report, checked.manifests, request);
    return emitDocument(policyDocument(title, report, fleet), flags);
  });
}

function threadCount(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Allowed are 1 to 99.');
}

/** As the API server adds the group that everyone is in who is known to it. */
function callerOf({ as: username, asGroup }: Flags): Caller | undefined {
  if (username === undefined) return undefined;
  return { username, groups: [...asGroup, 'system:authenticated'], dryRun: false };
}
