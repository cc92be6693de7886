import { expect, test } from 'vitest';
import { pod, problemsOf } from './judge.ts';

/** What the API server accepts and refuses of one field is in `*.cases.ts`; here, how it is told. */

test('a number in quotes is no name of a port', () => {
  expect(problemsOf(pod({ livenessProbe: { httpGet: { port: '8080' } } }))).toMatchObject([
    {
      path: ['spec', 'containers', 0, 'livenessProbe', 'httpGet', 'port'],
      message: 'the string "8080" does not have the form required',
      allowed: 'a number, or the name of a port: at most 15 of a-z, 0-9 and -, with a letter among them',
      next: 'remove the quotes',
    },
  ]);
});

test('what a field may be is told in words', () => {
  const tolerations = [{ key: 'a b', operator: 'Exists' }];
  expect(problemsOf(pod({}, { tolerations })).map(({ allowed }) => allowed)).toEqual([
    'at most 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending with a letter or digit, after a domain and / or without',
  ]);
});

test('of an empty text that is no choice, the choices are told', () => {
  const topologySpreadConstraints = [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: '' }];
  expect(problemsOf(pod({}, { topologySpreadConstraints }))).toMatchObject([
    { message: 'the string "" is too short', allowed: 'DoNotSchedule, ScheduleAnyway' },
  ]);
});
