import { expect, test } from 'vitest';
import { makerProblems } from '../../src/deploy/missing.ts';
import { applicationSet, missing, state } from './fixture.ts';

const source = 'https://git.example/shop at main';
const upToDate = [
  { type: 'ErrorOccurred', status: 'False', message: 'All applications have been generated successfully' },
  { type: 'ResourcesUpToDate', status: 'True', message: 'All applications have been generated successfully' },
];

test('Applications that are all there need no words', () => {
  const states = [state('test-near-cart', 'wave-1'), state('root', 'root')];
  expect(makerProblems(states, [applicationSet('wave-1', upToDate)], source)).toEqual([]);
});

test('waves that the root Application has not come to are told once, with what it waits for', () => {
  const states = [
    state('test-near-keda', 'wave-0', { isDone: false, health: 'Degraded' }),
    missing('test-near-cart', 'wave-1'),
    missing('test-near-list', 'wave-2'),
    state('root', 'root', { isDone: false }),
  ];
  expect(makerProblems(states, [applicationSet('wave-0', upToDate)], source)).toEqual([
    {
      subject: 'root',
      rule: 'application-missing',
      message:
        'has not made wave-1, wave-2 yet: it waits for wave-0, where test-near-keda is not done; 2 Applications not there: test-near-cart, test-near-list',
      next: 'settle wave-0 first',
      waits: true,
    },
  ]);
});

test('without an earlier wave to wait for, the root Application is to blame', () => {
  const [problem] = makerProblems([missing('test-near-cart', 'wave-1')], [], source);
  expect(problem).toMatchObject({ subject: 'root', next: 'see the root Application' });
});

test('folders that the repository does not have were not pushed', () => {
  const states = [state('test-near-cart', 'wave-1'), missing('test-near-list', 'wave-1')];
  expect(makerProblems(states, [applicationSet('wave-1', upToDate)], source)).toEqual([
    {
      subject: 'wave-1',
      rule: 'application-missing',
      message:
        '1 Application not there: test-near-list; Argo CD finds no such folder in https://git.example/shop at main',
      next: 'commit and push dist: Argo CD reads the repository, not this folder',
      waits: false,
    },
  ]);
});

test('an ApplicationSet that nobody works on, and one that complains', () => {
  const states = [missing('test-near-cart', 'wave-1'), missing('test-near-list', 'wave-2')];
  const failing = [
    { type: 'ErrorOccurred', status: 'True', message: 'error generating params:\n  authentication required' },
  ];
  const sets = [
    applicationSet('wave-1'),
    applicationSet('wave-2', failing),
    applicationSet('other', failing),
  ];
  expect(makerProblems(states, sets, source)).toMatchObject([
    { subject: 'wave-1', rule: 'applicationset-silent', waits: false },
    {
      subject: 'wave-2',
      rule: 'applicationset-error',
      message: 'error generating params: authentication required',
    },
  ]);
});
