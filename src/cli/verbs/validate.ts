import type { Command } from 'commander';
import type { CheckResult } from '../../check/check.ts';
import type { ReadManifests } from '../../manifest/read.ts';
import type { Document } from '../../report/document.ts';
import { counted } from '../../report/words.ts';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { pathsOr } from '../policy/paths.ts';

interface ValidateOptions extends OutputOptions {
  readonly base?: string;
}

export function registerValidate(program: Command, done: Done): void {
  const command = program
    .command('validate')
    .description('Judge manifests as the API server would, and whether what they refer to is there.')
    .argument('[path...]', 'files, folders, or - for standard input (default: the dist folder)')
    .option('--base <revision>', 'judge custom resources as changes since then: rules about changes need it')
    .addHelpText(
      'after',
      `
Works on any manifests: YAML with one or more documents, JSON, Lists. Checks schemas strictly (unknown and
duplicate keys, types, formats, list keys), rules that no schema holds, the rules of CustomResourceDefinitions
(x-kubernetes-validations), and references between objects. CustomResourceDefinitions among the manifests are used
for the custom resources beside them.
Each dist/<environment>/<target> is a cluster of its own; everything else is taken for one cluster.

Exit codes: 0 valid; 1 something is not; 2 something could not be judged (unreadable, or no schema is known).

Examples:
  plumb validate
  plumb validate dist/production -o sarif
  plumb validate --base origin/main
  plumb synth --out .scratch/rendered && plumb validate .scratch/rendered
  cat dist/dev/hub/argocd/*.yaml | plumb validate -`,
    );
  addOutputOption(command).action(async (paths: string[], flags: ValidateOptions) =>
    done(await validate(paths, flags)),
  );
}

async function validate(paths: readonly string[], flags: ValidateOptions): Promise<number> {
  const title = 'plumb validate';
  return settle(title, flags, async () => {
    const [{ validatePaths }, { loadJudges }] = await Promise.all([
      import('../../check/validate.ts'),
      import('../judges.ts'),
    ]);
    const chosen = pathsOr(paths, 'dist');
    const base = flags.base === undefined ? nothing : await readBase(flags.base, chosen);
    const result = await validatePaths(chosen, process.cwd(), { ...loadJudges(), base: base.manifests });
    const findings = [...base.findings, ...result.findings];
    return emit(validateDocument(title, { ...result, findings }), findings, flags);
  });
}

const nothing: ReadManifests = { manifests: [], findings: [] };

async function readBase(revision: string, paths: readonly string[]): Promise<ReadManifests> {
  const [{ readManifestPaths }, { atRevision }, { findingsAt }] = await Promise.all([
    import('../../manifest/read-paths.ts'),
    import('../policy/revision.ts'),
    import('../policy/sources.ts'),
  ]);
  const read = await atRevision(revision, paths, async (folder) => readManifestPaths(paths, folder));
  return { ...read, findings: findingsAt(revision, read.findings) };
}

function validateDocument(title: string, { findings, objectCount, clusterCount }: CheckResult): Document {
  const where = clusterCount > 1 ? ` for ${counted(clusterCount, 'cluster')}` : '';
  return {
    title,
    summary: `${counted(objectCount, 'object')}${where} judged${findings.length === 0 ? ', all valid' : ''}`,
    sections: findings.length === 0 ? [] : [{ type: 'findings', findings }],
    data: { objects: objectCount, clusters: clusterCount },
  };
}
