import type { Hazard } from '../hazard.ts';

/** What goes with an object when it is deleted. */
export interface Loss {
  readonly severity: Hazard['severity'];
  readonly what: string;
  /**
   * `content`: what is in it, or made of it, is gone for good. `duty`: another object that says the same does the same,
   * whatever its name. `need`: only another one of its name does.
   */
  readonly role: 'content' | 'duty' | 'need';
  /** Kinds that use it, or that it is for: nobody misses it where these go too. `pods` are all that make pods. */
  readonly along: readonly string[];
}

/** Kinds, what goes with their objects, and the kinds that they may go along with. */
export type LossRow = readonly [types: string, severity: Hazard['severity'], what: string, along?: string];

export function lossesOf(rows: readonly LossRow[], role: Loss['role']): [string, Loss][] {
  return rows.flatMap(([types, severity, what, along]) => {
    const loss = { severity, what, role, along: along === undefined ? [] : along.split(' ') };
    return types.split(' ').map((type): [string, Loss] => [type, loss]);
  });
}

export function content(severity: Hazard['severity'], what: string): Loss {
  return { severity, what, role: 'content', along: [] };
}
