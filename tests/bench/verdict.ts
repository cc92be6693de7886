/** One line of a benchmark's table: a figure, and the bound that it must keep. */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
  /** The figures that it is made of. */
  readonly from: string;
}

export function isWithinBound({ value, bound }: Measurement): boolean {
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;
}

export function format(number: number): string {
  const digits = number < 10 ? 2 : number < 100 ? 1 : 0;
  return number.toFixed(digits);
}

export function formatTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => {
    const { what, value, unit, bound, from } = measurement;
    const limit = 'atLeast' in bound ? `≥ ${format(bound.atLeast)}` : `≤ ${format(bound.atMost)}`;
    const verdict = isWithinBound(measurement) ? 'within' : 'MISSED';
    return [what, `${format(value)} ${unit}`, `${limit} ${unit}`, verdict, from];
  });
  const table = [['figure', 'measured', 'target', '', 'from'], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
