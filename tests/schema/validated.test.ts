import { expect, test } from 'vitest';
import { checkManifests } from '../../src/check/check.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { formatPath } from '../../src/manifest/path.ts';
import { createValidator } from '../../src/schema/validator.ts';
import { changed, changes, sound } from './validated.cases.ts';

const facts = loadFacts();
const validator = createValidator(facts);

/** Changes that are told at what has to follow them. */
const toldElsewhere = new Set([
  'CronJob spec.jobTemplate.spec.manualSelector',
  'Pod spec.initContainers',
  'Secret type',
  'ValidatingAdmissionPolicy spec.variables',
]);

function errorsIn(object: Record<string, unknown>): string[] {
  const manifest = { object: object as never, file: 'x.yaml', locate: () => ({ file: 'x.yaml' }) };
  const { findings } = checkManifests({ manifests: [manifest], facts, validator });
  return findings
    .filter(({ severity, rule }) => severity === 'error' && rule !== 'missing-reference')
    .map(({ message }) => message);
}

/** Whether an error is about a field, what holds it, or something in it. */
function isAbout(error: string, field: string): boolean {
  const [place = ''] = error.split(': ');
  return place.startsWith(field) || field.startsWith(place);
}

test('no change is tried twice', () => {
  const tried = changes.map(({ kind, path, value }) => JSON.stringify({ kind, path, value }));
  expect(tried.filter((each, index) => tried.indexOf(each) < index)).toEqual([]);
});

test.each(Object.entries(sound))('%s, as it is, is sound', (_, object) => {
  expect(errorsIn(object)).toEqual([]);
});

test.each(changes)('$kind with $path $value: accepted $accepted, as by a real API server', (change) => {
  const { kind, path, accepted } = change;
  const errors = errorsIn(changed(change));
  const field = formatPath(path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)));
  const told = toldElsewhere.has(`${kind} ${path}`)
    ? errors
    : errors.filter((error) => isAbout(error, field));
  if (accepted) expect(errors).toEqual([]);
  else expect(told).not.toEqual([]);
});
