import { compareText } from '../../report/sort.ts';
import type { ControlOutcome, Outcome } from './outcomes.ts';

/** How one cluster, or one environment as a whole, stands to one control. */
export interface Compliance {
  /** Empty where nothing tells. */
  readonly environment: string;
  /** A region, `hub`, or empty for the environment as a whole. */
  readonly target: string;
  readonly control: string;
  /** Objects that some policy has an opinion of, those that are exempt aside. */
  readonly judged: number;
  /** Those that no policy has anything against. */
  readonly compliant: number;
  /** One for each object and policy. */
  readonly violations: number;
  readonly undecided: number;
  readonly exemptions: number;
}

/** Sorted by environment, target and control. */
export function complianceOf(outcomes: readonly ControlOutcome[]): Compliance[] {
  const single = outcomes.flatMap(({ controls, ...rest }) =>
    controls.map((control) => ({ ...rest, control })),
  );
  const groups = Map.groupBy(single, ({ over, control }) => JSON.stringify([over, control]));
  return [...groups.values()]
    .map(countsOf)
    .sort(
      (a, b) =>
        compareText(a.environment, b.environment) ||
        compareText(a.target, b.target) ||
        compareText(a.control, b.control),
    );
}

export function totalsOf(outcomes: readonly ControlOutcome[]): Record<Outcome, number> {
  const totals = { compliant: 0, exempt: 0, undecided: 0, violated: 0 };
  for (const { outcome } of outcomes) totals[outcome] += 1;
  return totals;
}

type Single = Omit<ControlOutcome, 'controls'> & { readonly control: string };

function countsOf(outcomes: readonly Single[]): Compliance {
  const [{ over, control } = { over: '', control: '' }] = outcomes;
  const [environment = '', target = ''] = over.split('/');
  const bySubject = Map.groupBy(outcomes, ({ subject }) => subject);
  const worst = [...bySubject.values()].map((of) => worstOf(of.map(({ outcome }) => outcome)));
  const count = (wanted: Outcome): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return {
    environment,
    target,
    control,
    judged: worst.filter((outcome) => outcome !== 'exempt').length,
    compliant: worst.filter((outcome) => outcome === 'compliant').length,
    violations: count('violated'),
    undecided: count('undecided'),
    exemptions: count('exempt'),
  };
}

/** An object that one policy exempts and another one allows complies with what is asked of it. */
function worstOf(outcomes: readonly Outcome[]): Outcome {
  return (
    (['violated', 'undecided', 'compliant'] as const).find((each) => outcomes.includes(each)) ?? 'exempt'
  );
}
