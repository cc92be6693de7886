import type { ApiFacts } from '../../kubernetes/facts.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { Finding } from '../../report/finding.ts';
import type { Validator } from '../../schema/validator.ts';
import type { ClusterRequests } from '../check.ts';
import type { Asked } from '../engine.ts';
import { type ReadPolicies, readPolicies } from '../read.ts';
import type { PolicyReport, PolicyResult } from '../results.ts';
import { installDefinitions, installPolicies } from './install.ts';
import { isStanding, standingIn } from './present.ts';
import { type Answer, Questions } from './questions.ts';
import { PolicyServer, type Send } from './server.ts';

export interface ServerCheckInput {
  readonly send: Send;
  /** What was judged offline. */
  readonly policies: readonly LoadedManifest[];
  readonly clusters: readonly ClusterRequests[];
  /** What was said offline. */
  readonly report: PolicyReport;
  /** Ask only what could not be decided offline. */
  readonly onlyUndecided: boolean;
  readonly facts: ApiFacts;
  readonly validator: Validator;
}

/**
 * What an API server says of the same requests, as dry runs. It has nothing in it but its own, and gets one cluster's
 * namespaces after the other's.
 */
export async function checkOnServer(input: ServerCheckInput): Promise<PolicyReport> {
  const { send, policies, clusters, report, onlyUndecided, validator } = input;
  const all = [...policies, ...clusters.flatMap(({ present }) => present)].map(({ object }) => object);
  const facts = input.facts.extendedWith(all);
  const offline = Map.groupBy(report.results, ({ manifest }) => manifest);
  const read = readPolicies(policies, validator);
  const server = new PolicyServer(send, facts);
  const findings: Finding[] = [...report.findings, ...(await installAll(server, read, facts))];
  const results: PolicyResult[] = [];
  // The server would only say the same again.
  const unreadable = new Set(report.unreadable);
  for (const cluster of clusters) {
    findings.push(...(await installDefinitions(server, cluster.present)));
    const questions = new Questions(server, read, cluster, facts);
    const isOpen = ({ manifest }: Asked): boolean =>
      onlyUndecided
        ? (offline.get(manifest) ?? []).some(({ verdict }) => verdict === 'undecided')
        : !unreadable.has(manifest);
    if (cluster.requests.some(isOpen)) await questions.prepare();
    const answers = await Promise.all(
      cluster.requests.map(async (asked): Promise<Answer> => {
        const said = offline.get(asked.manifest) ?? [];
        return isOpen(asked) ? questions.ask(asked, said) : { results: said };
      }),
    );
    for (const answer of answers) {
      results.push(...answer.results);
      if (answer.finding !== undefined) findings.push(answer.finding);
    }
  }
  return { ...report, results, findings };
}

/** Parameters whose kind nobody knows are none, as the policies will say. */
async function installAll(server: PolicyServer, read: ReadPolicies, facts: ApiFacts): Promise<Finding[]> {
  const findings = await installDefinitions(server, read.others);
  for (const object of standingIn(read.others)) await server.put(object);
  const parameters = read.others.filter(
    ({ object }) => !isStanding(object) && facts.find(object.apiVersion, object.kind) !== undefined,
  );
  for (const name of new Set(parameters.map(({ object }) => object.metadata.namespace ?? 'default')))
    await server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, false, undefined);
  const usable = [...read.policies, ...read.bindings].map(({ manifest }) => manifest);
  return [...findings, ...(await installPolicies(server, parameters, usable))];
}
