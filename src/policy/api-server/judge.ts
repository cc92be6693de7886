/**
 * The API server as a judge of requests: policies are installed as shadows, requests are sent as dry runs.
 *
 *     shadow.ts    policies that judge only who asks for it, and warn
 *     server.ts    requests about objects
 *     denials.ts   answers to messages
 *     judge.ts     cases, one policy at a time
 *     install.ts   policies into an empty API server     present.ts    what a cluster has besides
 *     check.ts, questions.ts    manifests, all policies at once    settle.ts    what that makes of offline verdicts
 */
import type { ApiFacts } from '../../kubernetes/facts.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { administrator, type Judge } from '../cases/case.ts';
import { type Denial, denialsIn } from './denials.ts';
import { PolicyServer, type Send } from './server.ts';
import { groupOfPolicy } from './shadow.ts';

export { RefusedError, type Send } from './server.ts';

/**
 * The server's answer to cases.
 *
 * @param facts of the kinds that the server serves
 */
export function createServerJudge(send: Send, facts: ApiFacts): Judge {
  const server = new PolicyServer(send, facts);
  return async ({ policy, user = administrator, groups, ...request }) => {
    const as = { user, groups: ['system:masters', ...groups, groupOfPolicy(policy)] };
    const answer = await server.ask({ ...request, as });
    return denialsIn(answer.warnings).map(({ message }) => message);
  };
}

/** All denials of creating an object by any policy. */
export async function denialsOfCreation(
  send: Send,
  facts: ApiFacts,
  object: KubernetesObject,
  groups: readonly string[],
): Promise<readonly Denial[]> {
  const server = new PolicyServer(send, facts);
  const as = { user: administrator, groups: ['system:masters', ...groups] };
  return denialsIn((await server.create(object, true, as)).warnings);
}
