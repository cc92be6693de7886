import { expect, test } from 'vitest';
import { checkManifests } from '../../src/check/check.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { createValidator } from '../../src/schema/validator.ts';
import { changed, changes, sound } from './validated.cases.ts';

const facts = loadFacts();
const validator = createValidator(facts);

function errorsIn(object: Record<string, unknown>): string[] {
  const manifest = { object: object as never, file: 'x.yaml', locate: () => ({ file: 'x.yaml' }) };
  const { findings } = checkManifests({ manifests: [manifest], facts, validator });
  return findings
    .filter(({ severity, rule }) => severity === 'error' && rule !== 'missing-reference')
    .map(({ message }) => message);
}

test.each(Object.entries(sound))('%s, as it is, is sound', (_, object) => {
  expect(errorsIn(object)).toEqual([]);
});

test.each(changes)('$kind with $path $value: accepted $accepted, as by a real API server', (change) => {
  const errors = errorsIn(changed(change));
  if (change.accepted) expect(errors).toEqual([]);
  // The place is told too.
  else expect(errors.join('\n')).toContain(change.path.split('.')[0]);
});
