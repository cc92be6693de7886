import type { Command } from 'commander';
import { repeatable } from '../options.ts';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { pathsOr } from '../policy/paths.ts';
import { addTodayOption } from '../policy/today.ts';

interface Flags extends OutputOptions {
  readonly today?: string;
  readonly policies: readonly string[];
}

export function registerPolicyReport(policy: Command, done: Done): void {
  const command = policy
    .command('report')
    .description('Show how far manifests comply with the controls that policies serve, cluster by cluster.')
    .argument('[path...]', 'files and folders: what is judged (default: the dist folder)')
    .addOption(repeatable('--policies <path>', 'policies, bindings and fleet rules', 'the policies folder'))
    .addHelpText(
      'after',
      `
Policies name their controls in the annotation plumbline.dev/controls, separated by commas. A cell says how many
objects comply of those that are judged, and how many are exempt. An object that is only warned of does not comply.

Exit codes: 0 nothing is denied; 1 something is, or an exemption has expired; 2 something could not be judged.

Examples:
  plumb policy report
  plumb policy report dist/production -o markdown
  plumb policy report -o json`,
    );
  addOutputOption(addTodayOption(command)).action(async (paths: string[], flags: Flags) =>
    done(await report(paths, flags)),
  );
}

async function report(given: readonly string[], flags: Flags): Promise<number> {
  const title = 'plumb policy report';
  return settle(title, flags, async () => {
    const [
      { checkPaths },
      { policyFindings },
      { withFleetRules },
      outcomes,
      { complianceOf, totalsOf },
      { complianceDocument },
    ] = await Promise.all([
      import('../policy/check.ts'),
      import('../../policy/report.ts'),
      import('../policy/fleet.ts'),
      import('../../policy/compliance/outcomes.ts'),
      import('../../policy/compliance/compliance.ts'),
      import('../../policy/compliance/report.ts'),
    ]);
    const paths = pathsOr(given, 'dist');
    const policies = pathsOr(flags.policies, 'policies');
    const request = {
      paths,
      policies,
      operation: 'CREATE',
      old: [],
      namespaces: [],
      params: [],
      caller: undefined,
      engine: 'offline',
      ...(flags.today !== undefined && { today: flags.today }),
    } as const;
    const checked = await checkPaths(request);
    const { report: judged, fleet } = await withFleetRules(checked.report, checked.manifests, request);
    const findings = policyFindings(judged);
    const all = [
      ...outcomes.policyOutcomes(judged.results, checked.clusterOf),
      ...outcomes.fleetOutcomes(fleet?.results ?? []),
    ];
    const document = complianceDocument(title, {
      compliance: complianceOf(all),
      totals: totalsOf(all),
      objectCount: judged.objectCount,
      policyCount: judged.policyCount + (fleet?.rules.length ?? 0),
      findings,
    });
    return emit(document, findings, flags);
  });
}
