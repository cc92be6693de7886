import { type DriftVerdict, driftFamilies } from '../../tests/support/drift-verdicts.ts';
import { table } from './markdown.ts';

const introduction = `# What programs tell of drift, case by case

Written by \`npm run docs\` from what [drift-comparison.json](../../tests/recordings/drift-comparison.json)
has recorded. How the cases are made is told in [the guide](../guide/drift.md#compared-with-others).
`;

/** The table of `docs/guide/drift.md`: how many drifts of each family each program finds, and what it invents. */
export function driftTable(verdicts: readonly DriftVerdict[]): string {
  const programs = programsOf(verdicts);
  const row = (name: string, of: readonly DriftVerdict[]): string[] => [
    name,
    String(of.length),
    ...programs.map((program) => String(of.filter(({ told }) => told[program]).length)),
  ];
  const rows = driftFamilies.map((name) =>
    row(
      name,
      verdicts.filter(({ family }) => family === name),
    ),
  );
  const real = verdicts.filter(isReal);
  const none = verdicts.filter((verdict) => !isReal(verdict));
  return table(
    ['', 'cases', ...programs.map((program) => `\`${program}\``)],
    [...rows, row('**all drifts found**', real), row('**told though it is none**', none)],
  );
}

/** The page `docs/reference/drift-comparison.md`: every case that the programs do not agree on. */
export function driftPage(verdicts: readonly DriftVerdict[]): string {
  const programs = programsOf(verdicts);
  const judgedOtherwise = (drift: boolean, [yes, no]: readonly [string, string]): string =>
    table(
      ['what happens', 'to', ...programs.map((program) => `\`${program}\``)],
      verdicts
        .filter((verdict) => isReal(verdict) === drift)
        .filter(({ told }) => programs.some((program) => told[program] !== drift))
        .map(({ name, of, told }) => [name, of, ...programs.map((program) => (told[program] ? yes : no))]),
    );
  return `${introduction}
## Drifts that some do not find

${judgedOtherwise(true, ['found', '**missed**'])}
## What is no drift and some tell

${judgedOtherwise(false, ['**told**', 'silent'])}`;
}

function isReal({ family }: DriftVerdict): boolean {
  return family !== undefined;
}

function programsOf([first]: readonly DriftVerdict[]): string[] {
  return Object.keys(first?.told ?? {});
}
