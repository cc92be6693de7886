import type { ClusterClient } from '../../src/cluster/client.ts';
import type { ApiFacts } from '../../src/kubernetes/facts.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import type { LoadedManifest } from '../../src/manifest/read.ts';
import { createServerJudge, denialsOfCreation, type Send } from '../../src/policy/api-server/judge.ts';
import { groupOfAllPolicies, shadowOf } from '../../src/policy/api-server/shadow.ts';
import type { CaseRequest, Suite } from '../../src/policy/cases/case.ts';
import { until } from './until.ts';

const fieldManager = 'plumbline-policies';

export function sendTo(client: ClusterClient): Send {
  return async (request) => client.connection.send(request);
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
  const objects = suites.flatMap(({ manifests }) => manifests.map(({ object }) => shadowOf(object)));
  const isParameter = ({ kind }: KubernetesObject): boolean => kind === 'ConfigMap';
  await createAll(client, objects.filter(isParameter));
  await createAll(
    client,
    objects.filter((object) => !isParameter(object)),
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
  // One after the other: they come into force together, and every question takes time from that.
  for (const { policy, cases } of suites) {
    const denied = cases.find((each) => each.denied.length > 0 && each.request.operation === 'CREATE');
    if (!denied) throw new Error(`no object that is created is denied by ${policy}`);
    await until(`${policy} judges`, async () => denies(denied.request), {
      seconds: 180,
      state: () => `${denied.name}: ${String(last)}`,
    });
  }
}

/** What all policies have against objects, each as it would be created. */
export async function deniedBy(
  client: ClusterClient,
  facts: ApiFacts,
  manifests: readonly LoadedManifest[],
): Promise<string[]> {
  const send = sendTo(client);
  const denials = await Promise.all(
    manifests.map(async ({ object, file }) => {
      const found = await denialsOfCreation(send, facts, object, [groupOfAllPolicies]);
      return found.map(({ policy, message }) => `${file}: ${policy}: ${message}`);
    }),
  );
  return denials.flat();
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
