import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CustomResourceDefinition,
  isCustomResourceDefinition,
} from '../../kubernetes/custom-resource.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import { type InputError, unusable } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { administrator } from '../cases/case.ts';
import { policyFinding } from '../problem.ts';
import { denialsIn, messageIn } from './denials.ts';
import { type PolicyServer, RefusedError, type ServerAnswer } from './server.ts';
import { groupOfPolicy, shadowOf } from './shadow.ts';

/** Seconds until a server is given up that does not judge by what it was given. It looks every second. */
const patienceSeconds = 180;

/** Seen by the server only when all that was installed before is in force: it takes over all policies at once. */
const probeName = 'plumbline-probe';

const probe: readonly KubernetesObject[] = [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: probeName },
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] },
        ],
      },
      validations: [{ expression: 'false', messageExpression: 'namespaceObject.metadata.resourceVersion' }],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: probeName },
    spec: { policyName: probeName, validationActions: ['Warn'] },
  },
];

/**
 * Installs the custom kinds among manifests, and returns when the server serves them. One that it refuses is a finding.
 */
export async function installDefinitions(
  server: PolicyServer,
  manifests: readonly LoadedManifest[],
): Promise<Finding[]> {
  const served: CustomResourceDefinition[] = [];
  const findings = await putAll(manifests, async ({ object }) => {
    if (!isCustomResourceDefinition(object)) return;
    await server.put(object);
    served.push(object);
  });
  const deadline = performance.now() + patienceSeconds * 1000;
  for (const { spec } of served) {
    for (const { name } of spec.versions.filter((version) => version.served)) {
      while (!(await server.serves(`${spec.group}/${name}`, spec.names.plural))) {
        if (performance.now() > deadline) throw notInForce(`kind ${spec.names.kind}`);
        await sleep(100);
      }
    }
  }
  return findings;
}

/**
 * Installs parameters, then policies and bindings as shadows, and returns when the server judges by them. One that it
 * refuses is a finding.
 */
export async function installPolicies(
  server: PolicyServer,
  parameters: readonly LoadedManifest[],
  policies: readonly LoadedManifest[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const group of [parameters, policies])
    findings.push(...(await putAll(group, async ({ object }) => server.put(shadowOf(object)))));
  for (const object of probe) await server.put(shadowOf(object));
  await waitForNamespace(server, 'default');
  return findings;
}

async function putAll(
  manifests: readonly LoadedManifest[],
  put: (manifest: LoadedManifest) => Promise<unknown>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  await Promise.all(
    manifests.map(async (manifest) => {
      try {
        await put(manifest);
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        findings.push(refused(manifest, error));
      }
    }),
  );
  return findings;
}

/**
 * Returns when the server judges by a namespace as it was put there.
 *
 * @param resourceVersion default: whichever it has
 */
export async function waitForNamespace(
  server: PolicyServer,
  namespace: string,
  resourceVersion?: string,
): Promise<void> {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: probeName, namespace } };
  const as = { user: administrator, groups: ['system:masters', groupOfPolicy(probeName)] };
  const deadline = performance.now() + patienceSeconds * 1000;
  for (;;) {
    const { warnings } = await answerOf(async () => server.create(object, true, as));
    const seen = denialsIn(warnings).find(({ policy }) => policy === probeName)?.message;
    if (seen !== undefined && (resourceVersion === undefined || seen === resourceVersion)) return;
    if (performance.now() > deadline) throw notInForce(`namespace ${namespace}`);
    await sleep(100);
  }
}

/** The server's answer, a refusal too. */
export async function answerOf(ask: () => Promise<ServerAnswer>): Promise<ServerAnswer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RefusedError && error.answer !== undefined) return error.answer;
    throw error;
  }
}

function refused(manifest: LoadedManifest, { answer, message }: RefusedError): Finding {
  const problem = {
    rule: 'api-server-refuses',
    path: [],
    message: `the API server refuses it: ${answer === undefined ? message : messageIn(answer.text)}`,
  };
  return policyFinding('unjudged', problem, manifest);
}

function notInForce(what: string): InputError {
  const message = `the API server does not judge by what it was given after ${patienceSeconds} s (${what})`;
  const next = 'run it again when the machine has less to do';
  return unusable('api-server-slow', message, next);
}
