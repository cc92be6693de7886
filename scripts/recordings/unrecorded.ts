const runAnyway = 'each run of `npm test` runs it, and no page shows what it measures';

/** Proofs of which nothing is recorded, by name, and why. */
export const unrecorded: Readonly<Record<string, string>> = {
  drift: runAnyway,
  'policy-check': runAnyway,
  'policy-reasons': runAnyway,
  rehearse: runAnyway,
  'trial-pods': runAnyway,
  validated: runAnyway,
};
