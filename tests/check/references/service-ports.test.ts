import { expect, test } from 'vitest';
import { checked, deployment, namespace, object, service } from '../checked.ts';

const base = namespace + deployment() + service;
test.each([
  [
    'Ingress by number',
    object(
      'Ingress',
      'networking.k8s.io/v1',
      'a',
      'spec: {defaultBackend: {service: {name: web, port: {number: 81}}}}',
    ),
    'error missing-port spec.defaultBackend.service.port.number: the Service "web" has no port 81',
  ],
  [
    'Ingress by name',
    object(
      'Ingress',
      'networking.k8s.io/v1',
      'a',
      'spec: {defaultBackend: {service: {name: web, port: {name: htpt}}}}',
    ),
    'error missing-port spec.defaultBackend.service.port.name: the Service "web" has no port "htpt"',
  ],
  [
    'HTTPRoute',
    object(
      'HTTPRoute',
      'gateway.networking.k8s.io/v1',
      'a',
      'spec: {rules: [{backendRefs: [{name: web, port: 8080}]}]}',
    ),
    'error missing-port spec.rules[0].backendRefs[0].port: the Service "web" has no port 8080',
  ],
  [
    'VirtualService',
    object(
      'VirtualService',
      'networking.istio.io/v1',
      'a',
      'spec: {hosts: [x], http: [{route: [{destination: {host: web, port: {number: 8080}}}]}]}',
    ),
    'error missing-port spec.http[0].route[0].destination.port.number: the Service "web" has no port 8080',
  ],
])('a port that its Service does not have: %s', (_, text, finding) => {
  expect(checked(base + text)).toEqual([finding]);
});

test('a port that its Service has', () => {
  expect(
    checked(
      base +
        object(
          'Ingress',
          'networking.k8s.io/v1',
          'a',
          'spec: {defaultBackend: {service: {name: web, port: {name: http}}}}',
        ),
    ),
  ).toEqual([]);
});

test('an action of the AWS Load Balancer Controller is no Service', () => {
  const ingress = object(
    'Ingress',
    'networking.k8s.io/v1',
    'a',
    'spec: {defaultBackend: {service: {name: ssl-redirect, port: {name: use-annotation}}}}',
  );
  const annotated = ingress.replace(
    'namespace: shop',
    "namespace: shop, annotations: {alb.ingress.kubernetes.io/actions.ssl-redirect: '{}'}",
  );
  expect(checked(namespace + annotated)).toEqual([]);
  expect(checked(namespace + ingress)).toEqual([
    'warning missing-reference spec.defaultBackend.service.name: no annotation says what the action "ssl-redirect" is',
  ]);
});
