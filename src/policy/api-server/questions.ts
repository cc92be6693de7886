import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ApiFacts } from '../../kubernetes/facts.ts';
import { formatIdentity, identityOf, type KubernetesObject } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { Finding } from '../../report/finding.ts';
import { administrator } from '../cases/case.ts';
import type { ClusterRequests } from '../check.ts';
import type { Asked } from '../engine.ts';
import type { Binding, Policy } from '../policies.ts';
import type { ReadPolicies } from '../read.ts';
import { requestFor } from '../request.ts';
import type { PolicyResult } from '../results.ts';
import { denialIn, denialsIn, mayBeCut, messageIn } from './denials.ts';
import { answerOf, waitForNamespace } from './install.ts';
import { isStanding, namespacesIn, standingIn } from './present.ts';
import { type PolicyServer, RefusedError } from './server.ts';
import { type Heard, settled } from './settle.ts';
import { groupOfAllPolicies, groupOfPolicy } from './shadow.ts';

/** What became of one request. */
export interface Answer {
  readonly results: readonly PolicyResult[];
  /** Why the server could not be asked. */
  readonly finding?: Finding;
}

/** Seconds that a policy's parameters may take to be seen by the server. */
const attempts = 60;

/** What is asked of the server for one cluster. */
export class Questions {
  readonly #server: PolicyServer;
  readonly #read: ReadPolicies;
  readonly #present: readonly LoadedManifest[];
  readonly #namespaces: ReadonlySet<string>;
  readonly #facts: ApiFacts;

  constructor(server: PolicyServer, read: ReadPolicies, { present }: ClusterRequests, facts: ApiFacts) {
    this.#server = server;
    this.#read = read;
    this.#present = present;
    this.#namespaces = namespacesIn(present);
    this.#facts = facts;
  }

  /** Puts there what requests of the cluster need around them. */
  async prepare(): Promise<void> {
    for (const object of standingIn(this.#present)) {
      const { metadata } = await this.#server.put(object);
      if (object.kind === 'Namespace')
        await waitForNamespace(this.#server, metadata.name ?? '', String(metadata['resourceVersion']));
    }
  }

  async ask(asked: Asked, offline: readonly PolicyResult[]): Promise<Answer> {
    const reason = this.#notAskable(asked);
    if (reason !== undefined) return { results: offline, finding: notAsked(asked, reason) };
    try {
      const heard = await this.#hear(asked, offline);
      const { policies, bindings } = this.#read;
      const isAuthority = (policy: Policy): boolean => this.#isAuthority(policy);
      return { results: settled(asked, offline, heard, { policies, bindings, isAuthority }) };
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const why = error.answer === undefined ? error.message : messageIn(error.answer.text);
      return { results: offline, finding: notAsked(asked, `it refuses the object: ${why}`) };
    }
  }

  #notAskable({ manifest, operation, old }: Asked): string | undefined {
    const { facts, namespace, name, kind } = requestFor(manifest, operation, undefined, this.#facts);
    if (facts === undefined) return `it does not know the kind ${kind}`;
    if (operation !== 'CREATE' && name === '') return 'the object has no name';
    if (operation === 'UPDATE' && isStanding(manifest.object) && !isDeepStrictEqual(old, manifest.object))
      return `other requests need the ${kind} as it is to be`;
    if (kind === 'Namespace' || namespace === '' || this.#namespaces.has(namespace)) return undefined;
    return `the namespace ${namespace} is not known (give its manifest, see --namespaces)`;
  }

  async #hear(asked: Asked, offline: readonly PolicyResult[]): Promise<Heard> {
    const all = await this.#hearAs(asked, groupOfAllPolicies);
    if (!all.isCut) return all;
    const names = [...offline.map(({ policy }) => policy.name), ...all.denials.map(({ policy }) => policy)];
    const single = await Promise.all(
      [...new Set(names)].map(async (name) => this.#hearAs(asked, groupOfPolicy(name))),
    );
    return { denials: single.flatMap(({ denials }) => denials), isRefused: all.isRefused };
  }

  async #hearAs(
    { manifest, operation, old, caller }: Asked,
    group: string,
  ): Promise<Heard & { readonly isCut: boolean }> {
    const as = {
      user: caller?.username ?? administrator,
      groups: ['system:masters', ...(caller?.groups ?? []), group],
    };
    const request = { operation, object: manifest.object, oldObject: old, dryRun: true, as };
    for (let attempt = 1; ; attempt += 1) {
      const { status, text, warnings } = await answerOf(async () => this.#server.ask(request));
      const denials = denialsIn(warnings);
      const isCut = mayBeCut(warnings);
      if (status < 300 || status === 404 || status === 409) return { denials, isRefused: false, isCut };
      const refusal = denialIn(text);
      if (refusal === undefined) throw new RefusedError(text, { status, text, warnings });
      const isNotReady = /not yet synced|failed to find resource referenced by paramKind/.test(
        refusal.message,
      );
      if (!isNotReady || attempt === attempts)
        return { denials: [...denials, refusal], isRefused: true, isCut };
      await sleep(1000);
    }
  }

  /** The server is asked by an administrator, in a dry run, and has no other parameters than those beside policies. */
  #isAuthority(policy: Policy): boolean {
    return !readsRequester(policy) && !this.#takesOwnParams(policy);
  }

  #takesOwnParams(policy: Policy): boolean {
    const { name, paramKind } = policy;
    if (paramKind === undefined) return false;
    const bindings = this.#read.bindings.filter(({ policyName }) => policyName === name);
    const beside = readsMetadataOfParams(policy) ? [] : this.#read.others.map(({ object }) => object);
    return this.#present.some(
      ({ object }) =>
        object.apiVersion === paramKind.apiVersion &&
        object.kind === paramKind.kind &&
        bindings.some((binding) => mayTake(binding, object)) &&
        !beside.some((other) => isRenderedFrom(other, object)),
    );
  }
}

/** Whether a parameter is one that is beside the policies, with the labels and annotations that rendering adds. */
function isRenderedFrom(
  { metadata: beside, ...others }: KubernetesObject,
  { metadata, ...content }: KubernetesObject,
): boolean {
  return (
    beside.name === metadata.name &&
    beside.namespace === metadata.namespace &&
    isDeepStrictEqual(others, content)
  );
}

function mayTake({ paramRef }: Binding, { metadata }: KubernetesObject): boolean {
  if (paramRef === undefined) return false;
  const { name = '', namespace = '' } = paramRef;
  return (
    (name === '' || name === metadata.name) &&
    (namespace === '' || namespace === (metadata.namespace ?? 'default'))
  );
}

/** Whether an expression names what differs between a dry run here and the real request. */
function readsRequester(policy: Policy): boolean {
  return expressionsOf(policy).some((text) => /\b(?:authorizer|userInfo|dryRun|options)\b/.test(text));
}

/** Whether an expression reads of a parameter what rendering changes. */
function readsMetadataOfParams(policy: Policy): boolean {
  return expressionsOf(policy).some((text) => /\bparams\b\W*\bmetadata\b/.test(text));
}

function expressionsOf({ matchConditions, variables, validations, auditAnnotations }: Policy): string[] {
  return [
    ...[...matchConditions, ...variables, ...validations].map(({ expression }) => expression),
    ...validations.map(({ messageExpression = '' }) => messageExpression),
    ...auditAnnotations.map(({ valueExpression }) => valueExpression),
  ];
}

function notAsked({ manifest }: Asked, reason: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'api-server-not-asked',
    message: `the API server cannot be asked: ${reason}`,
    location: manifest.locate([]),
    subject: formatIdentity(identityOf(manifest.object)),
  };
}
