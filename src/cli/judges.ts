import { checkedObject } from '../check/problem.ts';
import { objectProblems } from '../check/rules/rules.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { loadFacts } from '../kubernetes/load.ts';
import { createValidator } from '../schema/validator.ts';
import type { Judges } from '../synth/verify.ts';

/** What judges objects by the pinned Kubernetes version, or by other facts. */
export function loadJudges(facts: ApiFacts = loadFacts()): Judges {
  return {
    facts,
    validator: createValidator(facts),
    // Synth asks by itself whether an object names the namespace that it needs where it goes.
    problemsBeyondSchema: (manifest) => objectProblems(checkedObject(manifest, ''), facts),
  };
}
