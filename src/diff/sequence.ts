/** Edits beyond which two sequences are taken to have nothing but their ends in common: time and memory grow by its square. */
const mostEdits = 1_000;

/**
 * The longest common subsequence, as pairs of indices in ascending order: E. Myers, "An O(ND) Difference Algorithm and Its
 * Variations", 1986. What both begin and end with is set aside first.
 */
export function commonSubsequence(before: readonly string[], after: readonly string[]): [number, number][] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const inside = middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    ...Array.from({ length: head }, (_, index): [number, number] => [index, index]),
    ...inside.map(([i, j]): [number, number] => [i + head, j + head]),
    ...Array.from({ length: tail }, (_, index): [number, number] => [
      before.length - tail + index,
      after.length - tail + index,
    ]),
  ];
}

function middle(before: readonly string[], after: readonly string[]): [number, number][] {
  if (before.length === 0 || after.length === 0) return [];
  const most = Math.min(before.length + after.length, mostEdits);
  // How far each diagonal has come, `furthest[k + most + 1]` for diagonal k.
  const furthest = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    rounds.push(furthest.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + most + 1;
      let x = comesFromAbove(furthest, at, diagonal, edits)
        ? (furthest[at + 1] ?? 0)
        : (furthest[at - 1] ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      furthest[at] = x;
      if (x >= before.length && x - diagonal >= after.length) return walkBack(rounds, diagonal, x, most);
    }
  }
  return [];
}

function comesFromAbove(furthest: Int32Array, at: number, diagonal: number, edits: number): boolean {
  return diagonal === -edits || (diagonal !== edits && (furthest[at - 1] ?? 0) < (furthest[at + 1] ?? 0));
}

function walkBack(
  rounds: readonly Int32Array[],
  last: number,
  end: number,
  most: number,
): [number, number][] {
  const pairs: [number, number][] = [];
  let diagonal = last;
  let x = end;
  for (let edits = rounds.length - 1; edits >= 0; edits -= 1) {
    const furthest = rounds[edits] as Int32Array;
    const above = comesFromAbove(furthest, diagonal + most + 1, diagonal, edits);
    const previous = above ? diagonal + 1 : diagonal - 1;
    const from = edits === 0 ? 0 : (furthest[previous + most + 1] ?? 0) + (above ? 0 : 1);
    while (x > from) {
      x -= 1;
      pairs.push([x, x - diagonal]);
    }
    x = above ? from : from - 1;
    diagonal = previous;
  }
  return pairs.toReversed();
}

/** The positions of a longest ascending run in a list of distinct numbers. */
export function longestAscending(numbers: readonly number[]): ReadonlySet<number> {
  // `ends[n]` is the position of the smallest number that a run of n + 1 can end with.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [position, number] of numbers.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const half = (low + high) >> 1;
      if ((numbers[ends[half] as number] as number) < number) low = half + 1;
      else high = half;
    }
    previous.push(low === 0 ? undefined : ends[low - 1]);
    ends[low] = position;
  }
  const run = new Set<number>();
  for (let position = ends.at(-1); position !== undefined; position = previous[position]) run.add(position);
  return run;
}
