import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { formatIdentity, identityOf, type KubernetesObject } from '../../src/manifest/object.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { checkPolicies } from '../../src/policy/check.ts';
import type { Operation } from '../../src/policy/policies.ts';
import type { PolicyReport, PolicyResult } from '../../src/policy/results.ts';
import { createValidator } from '../../src/schema/validator.ts';

/** Requests and policies that the API server and the offline engine are both asked; its answers are in recorded.json. */

const facts = loadFacts();
const validator = createValidator(facts);

export interface ParityRequest {
  readonly operation: Operation;
  readonly manifest: LoadedManifest;
  readonly old?: LoadedManifest;
}

/** Texts of all warnings, ordered, and of the denial if there is one. */
export interface Answer {
  readonly warnings: readonly string[];
  readonly denied?: string;
}

export type Answers = Readonly<Record<string, Answer>>;

export const policies: readonly LoadedManifest[] = withBindings(fixture('policies.yaml'));
/** In the cluster before anything is asked. */
export const standing: readonly LoadedManifest[] = fixture('objects.yaml');

export const requests: readonly ParityRequest[] = [
  ...fixture('requests.yaml').map((manifest) => ({ operation: 'CREATE' as const, manifest })),
  ...fixture('updates.yaml').map((manifest) => {
    const old = standing.find(({ object }) => nameOf(object) === nameOf(manifest.object));
    if (old === undefined) throw new Error(`${nameOf(manifest.object)} does not stand`);
    return { operation: 'UPDATE' as const, manifest, old };
  }),
  ...standing
    .filter(({ object }) => object.metadata.name === 'standing')
    .map((manifest) => ({ operation: 'DELETE' as const, manifest })),
];

export function requestName({ operation, manifest }: ParityRequest): string {
  const { generateName } = manifest.object.metadata as { readonly generateName?: string };
  return `${operation} ${nameOf(manifest.object)}${generateName ?? ''} ${manifest.object.apiVersion}`;
}

function nameOf(object: KubernetesObject): string {
  return formatIdentity(identityOf(object));
}

export interface OfflineAnswers {
  readonly answers: Answers;
  /** Names of policies that it could not decide on in whole, with the reasons, by request. */
  readonly undecided: Readonly<Record<string, readonly string[]>>;
}

export function askOffline(): OfflineAnswers {
  const answers: Record<string, Answer> = {};
  const undecided: Record<string, readonly string[]> = {};
  for (const operation of ['CREATE', 'UPDATE', 'DELETE'] as const) {
    const asked = requests.filter((request) => request.operation === operation);
    const byManifest = Map.groupBy(report(asked).results, ({ manifest }) => manifest);
    for (const request of asked) {
      const results = byManifest.get(request.manifest) ?? [];
      answers[requestName(request)] = answerOf(results);
      const open = results.flatMap(({ policy, undecided: parts }) =>
        parts.map(({ reason }) => `${policy.name}: ${reason}`),
      );
      if (open.length > 0) undecided[requestName(request)] = open;
    }
  }
  return { answers, undecided };
}

function report(asked: readonly ParityRequest[]): PolicyReport {
  const manifests = asked.map(({ manifest }) => manifest);
  const clusterRequests = {
    requests: asked.map(({ old, ...request }) => ({ ...request, old: old?.object })),
    present: [...standing, ...manifests],
  };
  return checkPolicies({ policies, clusters: [clusterRequests], facts, validator });
}

/** Where the offline engine says something else than the API server did. What it left undecided is no difference. */
export function differences(recorded: Answers): string[] {
  const { answers, undecided } = askOffline();
  return Object.entries(answers).flatMap(([name, { warnings, denied }]) => {
    const server = recorded[name] ?? { warnings: [] };
    const open = (undecided[name] ?? []).map((text) => `Policy '${text.slice(0, text.indexOf(':'))}'`);
    const missing = server.warnings.filter(
      (text) => !warnings.includes(text) && !open.some((policy) => text.includes(policy)),
    );
    const extra = warnings.filter((text) => !server.warnings.includes(text));
    return [
      ...missing.map((text) => `${name}: the API server warns: ${text}`),
      ...extra.map((text) => `${name}: the API server does not warn: ${text}`),
      ...(server.denied === denied
        ? []
        : [`${name}: the API server denies: ${server.denied}; offline: ${denied}`]),
    ];
  });
}

/** As the API server puts it, for bindings with the action Warn. */
function answerOf(results: readonly PolicyResult[]): Answer {
  const warnings = results
    .filter(
      ({ verdict, actions }) => verdict === 'warned' || (verdict !== 'skipped' && actions.includes('Warn')),
    )
    .flatMap(({ policy, binding, failures }) =>
      failures
        .filter(({ kind, path }) => kind !== 'configuration' && path[1] !== 'auditAnnotations')
        .map(
          ({ message }) =>
            `Validation failed for ValidatingAdmissionPolicy '${policy.name}' with binding '${binding?.name}': ${message}`,
        ),
    );
  const [denied] = results
    .filter(({ verdict }) => verdict === 'denied')
    .map(({ policy, binding, failures }) => {
      const by = binding === undefined ? '' : ` with binding '${binding.name}'`;
      const last = failures.findLast(
        ({ kind, path }) => kind === 'configuration' || path[1] === 'auditAnnotations',
      );
      return `ValidatingAdmissionPolicy '${policy.name}'${by} denied request: ${last?.message}`;
    });
  // A header cannot hold a line break: the API server leaves such a warning out.
  const told = warnings.filter((warning) => !warning.includes('\n'));
  return { warnings: [...new Set(told)].sort(), ...(denied !== undefined && { denied }) };
}

/** A binding of its own name, with the action Warn, for each policy that has none. */
function withBindings(manifests: readonly LoadedManifest[]): LoadedManifest[] {
  const bound = new Set(
    manifests.map(({ object }) => (object['spec'] as { readonly policyName?: string }).policyName),
  );
  return manifests.flatMap((manifest) => {
    const { apiVersion, kind, metadata } = manifest.object;
    if (kind !== 'ValidatingAdmissionPolicy' || bound.has(metadata.name)) return [manifest];
    const object = {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: metadata.name ?? '' },
      spec: { policyName: metadata.name, validationActions: ['Warn'] },
    };
    return [manifest, { ...manifest, object }];
  });
}

function fixture(name: string): readonly LoadedManifest[] {
  const path = join(import.meta.dirname, 'parity', name);
  const { manifests, findings } = readManifests(readFileSync(path, 'utf8'), name);
  if (findings[0] !== undefined) throw new Error(findings[0].message);
  return manifests;
}
