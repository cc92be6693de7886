import type { ClusterClient } from '../../src/cluster/client.ts';
import { hasCondition } from '../../src/cluster/conditions.ts';
import type { ApiFacts, KindFacts } from '../../src/kubernetes/facts.ts';
import { definitionOf } from '../../src/kubernetes/own-kinds.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { createServerJudge, type Send } from '../../src/policy/api-server/judge.ts';
import { shadowOf } from '../../src/policy/api-server/shadow.ts';
import type { CaseRequest, Suite } from '../../src/policy/cases/case.ts';
import { until } from './until.ts';

const fieldManager = 'plumbline-policies';

export function sendTo(client: ClusterClient): Send {
  return async (request) => client.connection.send(request);
}

/** Makes a server serve kinds of custom resources by the schemas that we have of them. */
export async function installKinds(
  client: ClusterClient,
  facts: ApiFacts,
  objects: readonly KubernetesObject[],
): Promise<void> {
  const kinds = new Map<string, KindFacts>();
  for (const { apiVersion, kind } of objects) {
    const found = facts.find(apiVersion, kind);
    if (found && isCustom(found)) kinds.set(`${kind}.${found.group}`, found);
  }
  const definitions = [...kinds.values()].map((kind) =>
    definitionOf({ ...kind, schema: facts.schemaOf(kind) }),
  );
  await Promise.all(
    definitions.map(async (definition) => {
      await client.create(definition, { fieldManager });
      await until(`${definition.metadata.name} is established`, async () => {
        const { apiVersion, kind, metadata } = definition;
        const found = await client.get({ apiVersion, kind, name: metadata.name ?? '' });
        return found && hasCondition(found, 'Established') ? true : undefined;
      });
    }),
  );
  client.rediscover();
}

function isCustom({ source }: KindFacts): boolean {
  return !source.startsWith('k8s.io/kubernetes@');
}

/** Creates what cases need around them: namespaces first. */
export async function createAll(client: ClusterClient, objects: readonly KubernetesObject[]): Promise<void> {
  for (const wanted of [true, false])
    await Promise.all(
      objects
        .filter(({ kind }) => (kind === 'Namespace') === wanted)
        .map(async (object) => client.create(object, { fieldManager })),
    );
}

/** Installs the policies as shadows, and returns when the server judges by each of them. */
export async function installPolicies(
  client: ClusterClient,
  suites: readonly Suite[],
  facts: ApiFacts,
): Promise<void> {
  await createAll(
    client,
    suites.flatMap(({ manifests }) => manifests.map(({ object }) => shadowOf(object))),
  );
  const judge = createServerJudge(sendTo(client), facts);
  let last: unknown;
  // A policy whose parameters have not arrived yet denies everything, whoever asks.
  const denies = async (request: CaseRequest): Promise<true | undefined> => {
    try {
      last = await judge(request);
      return (last as readonly string[]).length > 0 ? true : undefined;
    } catch (error) {
      last = error;
      return undefined;
    }
  };
  await Promise.all(
    suites.map(async ({ policy, cases }) => {
      const denied = cases.find((each) => each.denied.length > 0 && each.request.operation === 'CREATE');
      if (!denied) throw new Error(`no object that is created is denied by ${policy}`);
      await until(`${policy} judges`, async () => denies(denied.request), {
        seconds: 30,
        state: () => `${denied.name}: ${String(last)}`,
      });
    }),
  );
}

/** What the API server's type checker warns of, policy by policy. */
export async function typeWarnings(client: ClusterClient, policy: string): Promise<readonly string[]> {
  const reference = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    name: policy,
  };
  const status = await until(`the types of ${policy} are checked`, async () => {
    const found = (await client.get(reference))?.['status'] as PolicyStatus | undefined;
    return found?.observedGeneration === undefined ? undefined : found;
  });
  const warnings = status.typeChecking?.expressionWarnings ?? [];
  return warnings.map(({ fieldRef, warning }) => `${policy}: ${fieldRef}: ${warning}`);
}

interface PolicyStatus {
  readonly observedGeneration?: number;
  readonly typeChecking?: {
    readonly expressionWarnings?: readonly { readonly fieldRef: string; readonly warning: string }[];
  };
}
