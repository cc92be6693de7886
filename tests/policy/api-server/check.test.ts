import { expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { readManifests } from '../../../src/manifest/read.ts';
import { checkOnServer } from '../../../src/policy/api-server/check.ts';
import { checkPolicies } from '../../../src/policy/check.ts';
import type { Operation } from '../../../src/policy/policies.ts';
import { requestsFor } from '../../../src/policy/requests.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { configMap, policy } from '../judged.ts';
import { answer, MemoryServer, type Says, warning } from './memory-server.ts';

const facts = loadFacts();
const validator = createValidator(facts);

interface Texts {
  readonly policies: string;
  readonly objects: string;
  readonly old?: string;
  readonly operation?: Operation;
  readonly onlyUndecided?: boolean;
}

async function asked(texts: Texts, says: Says) {
  const { policies: policyText, objects, old = '', operation = 'CREATE', onlyUndecided = false } = texts;
  const policies = readManifests(policyText, 'policies.yaml').manifests;
  const manifests = readManifests(objects, 'objects.yaml').manifests;
  const before = readManifests(old, 'old.yaml').manifests;
  const caller = { username: 'ann', groups: ['team'], dryRun: false };
  const { requests } = requestsFor({ manifests, operation, old: before, caller });
  const clusters = [{ requests, present: manifests }];
  const report = checkPolicies({ policies, clusters, facts, validator });
  const server = new MemoryServer(says);
  const { send } = server;
  const { results, findings } = await checkOnServer({
    send,
    policies,
    clusters,
    report,
    onlyUndecided,
    facts,
    validator,
  });
  return {
    server,
    verdicts: results.map(({ verdict, policy: { name }, failures }) =>
      [verdict, name, ...failures.map(({ message }) => message)].join(' | '),
    ),
    findings: findings.map(({ rule, message }) => `${rule}: ${message}`),
  };
}

const shop = '{apiVersion: v1, kind: Namespace, metadata: {name: shop}}';
const objects = `${configMap}\n---\n${shop}\n`;
/** Asks for what only the API server fills. */
const open = policy({
  expression: "!has(object.spec) || !has(object.spec.clusterIP) || object.spec.clusterIP != 'None'",
});
const service =
  '{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: [{port: 80}]}}';
const groups = ({ as }: { readonly as?: { readonly groups: readonly string[] } }) => as?.groups ?? [];
const isAbout = (kind: string, of: { readonly object: { readonly kind: string } | undefined }) =>
  of.object?.kind === kind;

test('the server has the last word, on all policies at once, as who asks', async () => {
  const { server, verdicts, findings } = await asked(
    { policies: policy({ expression: 'true' }), objects },
    (request) =>
      isAbout('ConfigMap', request) ? { warnings: ['unrelated', warning('p', 'it says no')] } : undefined,
  );
  expect(verdicts).toEqual(['denied | p | it says no', 'allowed | p']);
  expect(findings).toEqual([]);
  expect(server.dryRuns.map(({ as }) => as)).toContainEqual({
    user: 'ann',
    groups: ['system:masters', 'team', 'plumbline:policies'],
  });
  const [installed] = server.named('p');
  expect(installed?.['spec']).toMatchObject({ matchConditions: [{ name: 'asked' }] });
});

test('what both say keeps its place, and the binding says what becomes of it', async () => {
  const { verdicts } = await asked({ policies: policy({ actions: 'Audit' }), objects }, () => ({
    warnings: [warning('p', 'failed expression: false')],
  }));
  expect(verdicts).toEqual([
    'audited | p | failed expression: false',
    'audited | p | failed expression: false',
  ]);
});

test('with auto, only what is undecided is asked', async () => {
  const texts = { policies: open, objects: `${objects}---\n${service}\n`, onlyUndecided: true };
  const { server, verdicts } = await asked(texts, () => undefined);
  expect(server.dryRuns.map(({ path }) => path.split('?')[0])).toEqual(['/api/v1/namespaces/shop/services']);
  expect(verdicts).toEqual(['allowed | p', 'allowed | p', 'allowed | p']);
});

test('warnings that may be cut are asked for again, one policy at a time', async () => {
  const { verdicts } = await asked({ policies: policy(), objects: shop }, (request) => ({
    warnings: groups(request).includes('plumbline:policies')
      ? [warning('p', 'x'.repeat(300)).slice(0, 256)]
      : [warning('p', 'the whole message')],
  }));
  expect(verdicts).toEqual(['denied | p | the whole message']);
});

test('who asks is not asked of a server where somebody else does', async () => {
  const texts = { policies: policy({ expression: "request.userInfo.username == 'ann'" }), objects: shop };
  expect((await asked(texts, () => ({ warnings: [warning('p', 'not you')] }))).verdicts).toEqual([
    'allowed | p',
  ]);
});

test('an object that is refused by no policy, or whose namespace nobody knows, is not judged', async () => {
  const refused = answer(422, { message: 'spec: Invalid value' });
  const { verdicts, findings } = await asked(
    {
      policies: policy(),
      objects: `${objects}---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: lost, namespace: other}}`,
    },
    (request) =>
      isAbout('ConfigMap', request) ? refused : { warnings: [warning('p', 'failed expression: false')] },
  );
  expect(verdicts).toHaveLength(3);
  expect(findings).toEqual([
    'api-server-not-asked: the API server cannot be asked: it refuses the object: spec: Invalid value',
    'api-server-not-asked: the API server cannot be asked: the namespace other is not known (give its manifest, see --namespaces)',
  ]);
});

test('updates and deletions are of what was created before, and nothing is left', async () => {
  const old = configMap.replace('{name', '{labels: {was: here}, name');
  const says: Says = ({ method }) => ({ warnings: [warning('p', `${method} it not`)] });
  const updated = await asked({ policies: policy(), objects: configMap, old, operation: 'UPDATE' }, says);
  expect(updated.findings[0]).toContain('the namespace shop is not known');
  const inDefault = configMap.replace(', namespace: shop', '');
  const texts = { policies: policy(), objects: inDefault, old: inDefault };
  const update = await asked({ ...texts, operation: 'UPDATE' }, says);
  expect(update.verdicts).toEqual(['denied | p | PUT it not']);
  const deletion = await asked({ ...texts, operation: 'DELETE' }, says);
  expect(deletion.verdicts).toEqual(['denied | p | DELETE it not']);
  expect(deletion.server.named('plain')).toEqual([]);
});

test('what others need is deleted or updated only for show, and never changed', async () => {
  const says: Says = ({ method }) => ({ warnings: [warning('p', `${method} it not`)] });
  const texts = { policies: policy(), objects: shop };
  const deletion = await asked({ ...texts, operation: 'DELETE' }, says);
  expect(deletion.verdicts).toEqual(['denied | p | DELETE it not']);
  expect(deletion.server.named('shop')).toHaveLength(1);
  const same = await asked({ ...texts, old: shop, operation: 'UPDATE' }, says);
  expect(same.verdicts).toEqual(['denied | p | PUT it not']);
  const old = shop.replace('{name', '{labels: {was: here}, name');
  expect((await asked({ ...texts, old, operation: 'UPDATE' }, says)).findings).toEqual([
    'api-server-not-asked: the API server cannot be asked: other requests need the Namespace as it is to be',
  ]);
});

test('a policy that denies whatever its bindings say', async () => {
  const paramKind = 'paramKind: {apiVersion: v1, kind: ConfigMap}';
  const binding = 'paramRef: {name: none, namespace: default, parameterNotFoundAction: Deny}';
  const message =
    "x is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction";
  const { verdicts } = await asked(
    { policies: policy({ spec: paramKind, binding, actions: 'Warn' }), objects: shop },
    () => answer(422, { message }),
  );
  expect(verdicts).toEqual([
    'denied | p | failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction',
  ]);
});

test('a parameter that is rendered from the one beside the policy is the same, unless its labels are read', async () => {
  const limits = (labels: string, limit = 1) =>
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: limits, namespace: policies${labels}}, data: {limit: "${limit}"}}`;
  const rendered = '{apiVersion: v1, kind: Namespace, metadata: {name: policies}}';
  const verdictsOf = async (expression: string, param: string) => {
    const paramKind = 'paramKind: {apiVersion: v1, kind: ConfigMap}';
    const binding = 'paramRef: {name: limits, namespace: policies, parameterNotFoundAction: Deny}';
    const { verdicts } = await asked(
      {
        policies: `${policy({ spec: paramKind, binding, expression })}---\n${limits('')}\n`,
        objects: `${rendered}\n---\n${param}\n`,
      },
      (request) => (isAbout('ConfigMap', request) ? { warnings: [warning('p', 'it says no')] } : undefined),
    );
    return verdicts;
  };
  const reads = "params.data.limit != '0'";
  expect(await verdictsOf(reads, limits(', labels: {app: policies}'))).toContain('denied | p | it says no');
  expect(await verdictsOf(reads, limits('', 2))).not.toContain('denied | p | it says no');
  expect(await verdictsOf('has(params.metadata.name)', limits(', labels: {app: policies}'))).not.toContain(
    'denied | p | it says no',
  );
});

test('kinds among the manifests are installed, and a policy that is refused is a finding', async () => {
  const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.example.com}
spec:
  group: example.com
  scope: Cluster
  names: {kind: Gadget, plural: gadgets, singular: gadget, listKind: GadgetList}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;
  const gadget = '{apiVersion: example.com/v1, kind: Gadget, metadata: {name: g}}';
  const parameters = '{apiVersion: v1, kind: ConfigMap, metadata: {name: limits, namespace: policies}}';
  const { server, verdicts } = await asked(
    {
      policies: `${policy({ expression: 'true' })}---\n${parameters}\n`,
      objects: `${gadget}\n---${definition}`,
    },
    () => undefined,
  );
  expect(verdicts).toEqual(['allowed | p', 'allowed | p']);
  expect(server.named('gadgets.example.com')).toHaveLength(1);
  expect(server.named('limits')).toHaveLength(1);
  expect(server.dryRuns.map(({ path }) => path.split('?')[0])).toContain('/apis/example.com/v1/gadgets');
});

test('what no API server can read is told once, and not sent', async () => {
  const broken = '{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: shop}, data: {a: 1}}';
  const { server, findings } = await asked(
    { policies: policy({ expression: 'true' }), objects: `${objects}---\n${broken}\n` },
    () => undefined,
  );
  expect(findings).toEqual([expect.stringMatching(/^wrong-type: data.a: /)]);
  expect(
    server.dryRuns.map(({ body }) => (body as { metadata: { name: string } }).metadata.name),
  ).not.toContain('b');
});
