import { expect, test } from 'vitest';
import { expectedApplications } from '../../src/deploy/expected.ts';
import { appOf, checkRegion, readObjects, readRendered } from '../../src/deploy/rendered.ts';
import { InputError } from '../../src/report/errors.ts';
import { checkout } from '../support/checkout.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { renderedFolder } from './fixture.ts';

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.findings[0];
    throw error;
  }
  return undefined;
}

test('the hub is where the root Application goes, and apps are folders with params', () => {
  const environment = readRendered(renderedFolder(), 'test');
  expect(environment.hub).toBe('near');
  expect(environment.regions).toEqual(['far', 'near']);
  expect(environment.apps.map(({ target, app, wave }) => `${target}/${app} ${wave}`)).toEqual([
    'far/argocd-access 0',
    'far/cart 10',
    'global/traffic 1',
    'hub/argocd 0',
    'near/argocd-access 0',
    'near/cart 10',
  ]);
  const kinds = readObjects(appOf(environment, 'hub', 'argocd')).map(({ kind }) => kind);
  expect(kinds).toEqual(['Application', 'ApplicationSet']);
});

test('of registered clusters only, every folder must become an Application, in the order of waves', () => {
  const environment = readRendered(renderedFolder(), 'test');
  const ofHub = expectedApplications(environment, { registered: ['near'] });
  expect(ofHub).toEqual([
    { name: 'test-near-argocd-access', maker: 'wave-0' },
    { name: 'test-global-traffic', maker: 'wave-1' },
    { name: 'test-near-cart', maker: 'wave-10' },
    { name: 'root', maker: 'root' },
  ]);
  const ofAll = expectedApplications(environment, { registered: ['far', 'near'] });
  expect(ofAll).toHaveLength(6);
  const ofRegion = expectedApplications(environment, { registered: ['far', 'near'], region: 'far' });
  expect(ofRegion.map(({ name }) => name)).toEqual(['test-far-argocd-access', 'test-far-cart']);
  expect(expectedApplications(environment, { registered: [] })).toEqual([]);
});

test('the repository is rendered with an Application for each of its folders', () => {
  for (const name of ['dev', 'staging', 'production']) {
    const environment = readRendered(`${checkout}/dist`, name);
    const expected = expectedApplications(environment, { registered: environment.regions });
    expect(expected).toHaveLength(environment.apps.length);
    expect(new Set(expected.map((each) => each.name)).size).toBe(expected.length);
  }
});

test('a name that is not rendered is told with those that are', () => {
  const dist = renderedFolder();
  expect(refusal(() => readRendered(dist, 'tset'))).toMatchObject({
    rule: 'unknown-environment',
    allowed: 'test',
    next: 'did you mean test?',
  });
  expect(refusal(() => checkRegion(readRendered(dist, 'test'), 'antarctica'))).toMatchObject({
    rule: 'unknown-region',
    allowed: 'far, near',
    next: 'name one of them, or render it with plumb synth',
  });
});

test.each([
  ['no folder at all', () => '/nowhere/dist', /\/nowhere\/dist holds no rendered environment/],
  ['an empty folder', () => temporaryFolder({}), /holds no rendered environment/],
  [
    'no root Application',
    () => renderedFolder({ 'test/hub/argocd/Application.argocd.root.yaml': '' }),
    /no root Application/,
  ],
  [
    'params without a wave',
    () => renderedFolder({ 'test/near/cart/argocd.params': 'app: cart\nnamespace: cart\n' }),
    /lacks app, namespace or wave/,
  ],
])('%s is not rendered', (_, dist, message) => {
  expect(refusal(() => readRendered(dist(), 'test'))).toMatchObject({
    rule: 'not-rendered',
    severity: 'unjudged',
    message: expect.stringMatching(message),
    next: 'render it with plumb synth',
  });
});

test('files that cannot be read are named', () => {
  const broken = renderedFolder({ 'test/near/cart/argocd.params': 'app: [1\n' });
  expect(refusal(() => readRendered(broken, 'test'))).toMatchObject({
    location: { file: expect.stringContaining('test/near/cart/argocd.params') },
  });
  const dist = renderedFolder({ 'test/near/cart/Deployment.cart.yaml': 'kind: [1\n' });
  const cart = appOf(readRendered(dist, 'test'), 'near', 'cart');
  expect(refusal(() => readObjects(cart))).toMatchObject({ severity: 'unjudged' });
  expect(refusal(() => appOf(readRendered(dist, 'test'), 'near', 'crt'))).toMatchObject({
    rule: 'not-rendered',
    message: 'test/near has no app crt',
  });
});
