import { expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { createServerJudge } from '../../../src/policy/api-server/judge.ts';
import { prepareCases } from '../../../src/policy/api-server/prepare-cases.ts';
import type { Send } from '../../../src/policy/api-server/server.ts';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { testPolicy } from '../../../src/policy/cases/tested.ts';
import { checkout } from '../../support/checkout.ts';
import { answer, MemoryServer, warning } from './memory-server.ts';

const facts = loadFacts();
const read = readSuites(checkout);
const suites = read.suites.filter(({ policy }) => policy === 'keep-data-in-jurisdiction');

test('policies are installed with their parameters, among what cases need around them', async () => {
  const server = new MemoryServer(() => undefined);
  expect(await prepareCases(server.send, facts, suites, read.surroundings)).toEqual([]);
  const kinds = server.named('keep-data-in-jurisdiction').map(({ kind }) => kind);
  expect(kinds).toEqual(['ConfigMap', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);
  expect(server.named('shop').map(({ kind }) => kind)).toEqual(['Namespace']);
});

test('what the server refuses is a finding', async () => {
  const server = new MemoryServer(() => undefined);
  const send: Send = async (request) =>
    request.path.includes('/validatingadmissionpolicies?') &&
    JSON.stringify(request.body).includes('jurisdiction')
      ? answer(422, { message: 'it is invalid' })
      : server.send(request);
  expect(await prepareCases(send, facts, suites, read.surroundings)).toMatchObject([
    { severity: 'unjudged', rule: 'api-server-refuses', message: 'the API server refuses it: it is invalid' },
  ]);
});

test('each case is asked of its own policy only', async () => {
  const server = new MemoryServer(({ as }) => ({
    warnings: as?.groups.includes('plumbline:policy:keep-data-in-jurisdiction')
      ? [warning('keep-data-in-jurisdiction', 'no')]
      : [],
  }));
  const judge = createServerJudge(server.send, facts);
  const [suite] = suites;
  if (!suite) throw new Error('the policy is expected');
  const { findings, caseCount } = await testPolicy(suite, () => judge);
  expect(caseCount).toBe(suite.cases.length);
  const said = findings.filter(({ message }) => message.endsWith('is denied with: no'));
  expect(said).toHaveLength(suite.cases.length);
});
