import { planDocument, planFindings } from '../../plan/report.ts';
import { changedLines } from '../../promote/changed-lines.ts';
import { declaredDifferences } from '../../promote/declared.ts';
import { checkDirection, checkRuns, checkWave } from '../../promote/direction.ts';
import { promotionOf } from '../../promote/promotion.ts';
import type { PromotionReport } from '../../promote/report.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { foreignFindings } from '../../synth/check.ts';
import { commitOutput } from '../../synth/output/commit.ts';
import { isUpToDate, pendingPaths } from '../../synth/output/plan.ts';
import { loadJudges } from '../judges.ts';
import { editFiles, writeFiles } from './files.ts';
import { mixedIn } from './mixed.ts';
import { objectPlan, renderEdited } from './render.ts';
import { named, readForPromotion } from './repository.ts';
import { sharedFiles } from './shared.ts';
import { findUndeclared } from './undeclared.ts';

export interface PromoteQuestion {
  readonly from: string;
  readonly to: string;
  readonly wave?: string | undefined;
  readonly app?: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Works the whole promotion out first, rendered files included, and only then writes: the data files, then dist.
 *
 * @throws {InputError} if it is refused; nothing was written
 */
export async function promote(root: string, question: PromoteQuestion): Promise<PromotionReport> {
  const repository = await readForPromotion(root);
  const { environments, apps } = named(repository, [question.from, question.to], question.app);
  const [from, to] = environments;
  if (!from || !to) throw new RangeError('both environments were found');
  refuseIf([...checkDirection(repository.fleet, from, to), ...checkWave(to, question.wave)]);
  if (question.app !== undefined) refuseIf(apps.flatMap((app) => checkRuns(app, to)));

  const wave = question.wave === undefined ? undefined : Number(question.wave);
  const promotion = promotionOf(apps, { from, to, wave, isAsked: question.app !== undefined });
  refuseIf(promotion.findings);
  const files = editFiles(root, promotion.edits);
  const edited = files.map(({ file }) => file);
  refuseIf(sharedFiles(repository.fleet, edited));
  const judges = loadJudges();
  const filter = { environment: to.name, app: question.app };
  const { plan, findings } = await renderEdited(root, files, filter, judges);
  if (plan === undefined) throw new InputError(findings);
  const isPending = files.length > 0 || !isUpToDate(plan);
  if (isPending) refuseIf(await mixedIn(root, filter, judges));

  const undeclared = await findUndeclared(repository, from, to, question.app, judges);
  const objects = objectPlan(plan, judges);
  if (isPending && !question.dryRun) writeFiles(root, plan.root, files, () => commitOutput(plan));
  return {
    from: from.name,
    to: to.name,
    moves: promotion.moves,
    changed: files.flatMap(({ file, before, after }) => changedLines(file, before, after)),
    rendered: pendingPaths(plan).length,
    written: isPending && !question.dryRun,
    declared: declaredDifferences(apps, from, to),
    findings: [
      ...findings,
      ...promotion.findings,
      ...undeclared,
      ...foreignFindings(plan, 'dist', 'warning'),
      ...planFindings(objects),
    ],
    objects: planDocument('', objects, { base: to.name, head: `${to.name} promoted` }, []),
  };
}

function refuseIf(findings: readonly Finding[]): void {
  if (findings.some(({ severity }) => severity === 'unjudged')) throw new InputError(findings);
}
