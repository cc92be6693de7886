import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { ControlPlane } from '../../../src/lab/cluster/control-plane.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import {
  type Answer,
  differences,
  type ParityRequest,
  policies,
  requestName,
  requests,
  standing,
} from '../../policy/parity.ts';
import { createTestLab } from '../../support/lab.ts';

/** Warnings beyond 4 KiB are left out of a response, so bindings are tried a few at a time. */
const bindingsAtOnce = 6;
/** The API server looks for new policies once a second. */
const refreshSeconds = 3;
const fieldManager = 'parity';

const lab = createTestLab();
let plane: ControlPlane;

beforeAll(async () => {
  const { clusters } = await lab.up(['production/eu-central-1']);
  [plane] = [...clusters.values()] as [ControlPlane];
  for (const { object } of standing) await plane.client.apply(object, { fieldManager });
}, 120_000);

afterAll(() => lab.dispose());

test('the offline engine says what the API server says, and that is on record', {
  timeout: 300_000,
}, async () => {
  const objects = policies.map(({ object }) => object);
  const bindings = objects.filter(({ kind }) => kind.endsWith('Binding'));
  for (const object of objects)
    if (!bindings.includes(object)) await plane.client.apply(object, { fieldManager });
  const answers: Record<string, Answer> = {};
  for (let first = 0; first < bindings.length; first += bindingsAtOnce) {
    const group = bindings.slice(first, first + bindingsAtOnce);
    for (const binding of group) await plane.client.apply(binding, { fieldManager });
    await sleep(refreshSeconds * 1000);
    for (const request of requests) {
      const name = requestName(request);
      answers[name] = joined(answers[name], await ask(request));
    }
    for (const { apiVersion, kind, metadata } of group)
      await plane.client.delete({ apiVersion, kind, name: metadata.name ?? '' });
    await sleep(refreshSeconds * 1000);
  }
  expect(differences(answers)).toEqual([]);
  await expect(`${JSON.stringify(answers, null, 1)}\n`).toMatchFileSnapshot(
    '../../policy/parity/recorded.json',
  );
});

function joined(known: Answer = { warnings: [] }, more: Answer): Answer {
  const denied = more.denied ?? known.denied;
  const warnings = [...new Set([...known.warnings, ...more.warnings])].sort();
  return { warnings, ...(denied !== undefined && { denied }) };
}

const methods = { CREATE: 'POST', UPDATE: 'PUT', DELETE: 'DELETE' } as const;

async function ask({ operation, manifest }: ParityRequest): Promise<Answer> {
  const { object } = manifest;
  const path = `${collectionOf(object)}${operation === 'CREATE' ? '' : `/${object.metadata.name}`}?dryRun=All`;
  const { status, text, warnings } = await plane.client.connection.send({
    method: methods[operation],
    path,
    ...(operation !== 'DELETE' && { body: object }),
  });
  // What comes before names the object.
  const denied = /ValidatingAdmissionPolicy '.*/s.exec(
    (JSON.parse(text) as { message?: string }).message ?? '',
  )?.[0];
  return {
    warnings: warnings.filter((warning) => warning.startsWith('Validation failed for ')),
    ...(status > 299 && { denied: denied ?? text }),
  };
}

function collectionOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const facts = loadFacts().find(apiVersion, kind);
  if (facts === undefined) throw new Error(`${kind} is not known`);
  const root = facts.group === '' ? '/api' : '/apis';
  return `${root}/${apiVersion}${facts.namespaced ? `/namespaces/${metadata.namespace}` : ''}/${facts.plural}`;
}
