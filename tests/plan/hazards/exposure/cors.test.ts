import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const service = (policy: string): string =>
  object('networking.istio.io/v1', 'VirtualService', `spec: {hosts: [a], http: [{${policy} route: []}]}`);
const mesh = (origins: string, rest = ''): string =>
  service(`corsPolicy: {allowOrigins: [${origins}], ${rest}},`);
const route = (origins: string, rest = ''): string =>
  object(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    `spec: {parentRefs: [{name: g}], rules: [{filters: [{type: CORS, cors: {allowOrigins: [${origins}], ${rest}}}]}]}`,
  );
const nginx = 'nginx.ingress.kubernetes.io';
const ingress = (origins: string, rest = `${nginx}/cors-allow-credentials: 'false'`): string =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'spec: {}',
    `annotations: {${nginx}/enable-cors: 'true', ${nginx}/cors-allow-origin: '${origins}', ${rest}}`,
  );
const plain = object('networking.k8s.io/v1', 'Ingress', 'spec: {}');
const [own, other] = ['https://a.example.com', 'https://b.example.com'];
const withCredentials = ', with the credentials of whoever looks at them';

test.each<[string, string, string, string[]]>([
  ['of no other origin', service(''), mesh(`{exact: '${own}'}`), [`pages of ${own}`]],
  [
    'of one more',
    mesh(`{exact: '${own}'}`),
    mesh(`{exact: '${own}'}, {exact: '${other}'}`),
    [`pages of ${other}`],
  ],
  ['of one less', mesh(`{exact: '${own}'}, {exact: '${other}'}`), mesh(`{exact: '${own}'}`), []],
  ['of one, by any', mesh(`{exact: '${own}'}`), mesh("{regex: '.*'}"), ['any page']],
  [
    'of one, by those that begin alike',
    mesh(`{exact: '${own}'}`),
    mesh("{prefix: 'https://'}"),
    ['pages of https://*'],
  ],
  ['of those that begin alike', mesh("{prefix: 'https://a'}"), mesh(`{exact: '${own}'}`), []],
  ['of what a pattern stands for', mesh("{regex: 'https://[ab].*'}"), mesh(`{exact: '${own}'}`), []],
  [
    'of what a pattern stands for, by any',
    mesh("{regex: 'https://[ab].*'}"),
    mesh("{regex: '.+'}"),
    ['any page'],
  ],
  [
    'of one, by a pattern',
    mesh(`{exact: '${own}'}`),
    mesh("{regex: 'https://.*'}"),
    ['pages of origins like https://.*'],
  ],
  [
    'of strangers',
    mesh(`{exact: '${own}'}`),
    mesh(`{exact: '${own}'}`, 'allowCredentials: true'),
    [`pages of ${own}`, withCredentials],
  ],
  ['of users', mesh(`{exact: '${own}'}`, 'allowCredentials: true'), mesh(`{exact: '${own}'}`), []],
  ['of a route', route(`'${own}'`), route("'*'", 'allowCredentials: true'), ['any page', withCredentials]],
  ['of a part of a route', route("'https://*.example.com'"), route(`'${own}'`), []],
  ['of an Ingress', plain, ingress('*'), ['any page']],
  ['of an Ingress that says no more', plain, ingress('*', ''), ['any page', withCredentials]],
  ['of an Ingress with one less', ingress(`${own}, ${other}`), ingress(own), []],
])('answers for pages %s', (_, before, after, [pages, rights = '']) =>
  expect(told(before, after)).toEqual(
    pages === undefined ? [] : [`warning exposure: lets ${pages} read its answers${rights} (CORS)`],
  ),
);

test('of a new route, who reads what it answers goes without saying', () =>
  expect(told('', mesh("{regex: '.*'}"))).toEqual([]));
