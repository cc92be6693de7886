import { appendFileSync } from 'node:fs';

/** What programs tell of one thing that happened to an object after Argo CD applied it. */
export interface DriftVerdict {
  readonly name: string;
  /** `KIND NAME` of the object. */
  readonly of: string;
  /** What it does to the object; absent of what is no drift. */
  readonly family?: DriftFamily;
  /** By program: whether it told anything of the object. */
  readonly told: Readonly<Record<string, boolean>>;
}

/** In words, as the guide's table shows them. */
export const driftFamilies = [
  'a value is changed',
  'a value is removed',
  'something is added',
  'somebody scales by hand',
] as const;
export type DriftFamily = (typeof driftFamilies)[number];

/** Notes them, each as a line of JSON, in the file that `PLUMB_DRIFT` names, or nowhere if it names none. */
export function recordVerdicts(verdicts: readonly DriftVerdict[]): void {
  const file = process.env['PLUMB_DRIFT'];
  if (file === undefined) return;
  appendFileSync(file, verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''));
}
