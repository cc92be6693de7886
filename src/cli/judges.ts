import { loadFacts } from '../kubernetes/load.ts';
import { createValidator } from '../schema/validator.ts';
import type { Judges } from '../synth/synthesize.ts';

/** The facts of the pinned Kubernetes version, and the validator that goes by them. */
export function loadJudges(): Judges {
  const facts = loadFacts();
  return { facts, validator: createValidator(facts) };
}
