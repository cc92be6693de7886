import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const nginx = 'nginx.ingress.kubernetes.io';
const alb = 'alb.ingress.kubernetes.io';
const ingress = (name: string, value: string): string =>
  object('networking.k8s.io/v1', 'Ingress', 'spec: {}', `annotations: {${name}: '${value}'}`);
const bare = object('networking.k8s.io/v1', 'Ingress', 'spec: {}');
const namespace = (labels: string): string =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {${labels}}}}`;
const version = (text: string): string => namespace(`pod-security.kubernetes.io/enforce-version: ${text}`);
const api = (trust: string): string =>
  `{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.m.io}, spec: {group: m.io, version: v1, service: {name: s, namespace: apis}, ${trust}}}`;
const tokens = (rules: string): string =>
  object('security.istio.io/v1', 'RequestAuthentication', `spec: {jwtRules: [${rules}]}`);
const certificate = 'service.beta.kubernetes.io/aws-load-balancer-ssl-cert';

const balancer = (scheme: string): string =>
  object(
    'v1',
    'Service',
    'spec: {type: LoadBalancer}',
    `annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: ${scheme}}`,
  );
const sidecar = (mode: string): string =>
  object('networking.istio.io/v1', 'Sidecar', `spec: {outboundTrafficPolicy: {mode: ${mode}}}`);
const logs = (spec: string): string => object('telemetry.istio.io/v1', 'Telemetry', `spec: {${spec}}`);
const limits = (policy: string): string =>
  object('networking.istio.io/v1', 'DestinationRule', `spec: {host: a, trafficPolicy: {${policy}}}`);

const service = (spec: string): string => object('v1', 'Service', `spec: {${spec}}`);
const linkerd = (inject: string): string =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: a, annotations: {linkerd.io/inject: ${inject}}}}`;

test.each<[string, string, string, string[]]>([
  [
    'by pods that are not ready, each time by another one',
    service('sessionAffinity: ClientIP'),
    service('publishNotReadyAddresses: true'),
    [
      'protection-cut: leads to pods that are not ready: publishNotReadyAddresses is true',
      'traffic-change: leads a client to any of its pods each time: sessionAffinity is gone',
    ],
  ],
  [
    'from the same node only',
    service('internalTrafficPolicy: Cluster'),
    service('internalTrafficPolicy: Local'),
    [
      'capacity-cut: is answered only where one of its pods is on the same node: internalTrafficPolicy goes from Cluster to Local',
    ],
  ],
  [
    'from addresses that pods do not see',
    service('type: LoadBalancer, externalTrafficPolicy: Local'),
    service('type: LoadBalancer, externalTrafficPolicy: Cluster'),
    [
      'protection-cut: no longer shows its pods where traffic comes from, by which policies may go: externalTrafficPolicy goes from Local to Cluster',
    ],
  ],
  [
    'as by default, written out',
    service(''),
    service('internalTrafficPolicy: Cluster, sessionAffinity: None'),
    [],
  ],
  [
    'past the mesh of Linkerd',
    linkerd('enabled'),
    linkerd('disabled'),
    [
      'protection-cut: new pods in it are outside of the mesh: linkerd.io/inject goes from enabled to disabled',
    ],
  ],
  [
    'by nobody asked',
    ingress(`${nginx}/auth-url`, 'https://a'),
    bare,
    [`exposure: lets in whoever comes: ${nginx}/auth-url is gone`],
  ],
  [
    'by another who is asked',
    ingress(`${nginx}/auth-url`, 'https://a'),
    ingress(`${nginx}/auth-url`, 'https://b'),
    [],
  ],
  [
    'without a certificate of its own',
    ingress(`${nginx}/auth-tls-secret`, 'a/ca'),
    bare,
    [`exposure: lets in whoever comes: ${nginx}/auth-tls-secret is gone`],
  ],
  [
    'past the firewall',
    ingress(`${alb}/wafv2-acl-arn`, 'arn'),
    bare,
    [`protection-cut: has no firewall before it: ${alb}/wafv2-acl-arn is gone`],
  ],
  [
    'by the same firewall, by its name',
    ingress(`${alb}/wafv2-acl-arn`, 'arn'),
    ingress(`${alb}/wafv2-acl-name`, 'n'),
    [],
  ],
  [
    'in the clear',
    bare,
    ingress(`${nginx}/ssl-redirect`, 'false'),
    [`encryption-cut: answers in the clear too: ${nginx}/ssl-redirect is false`],
  ],
  [
    'by a port in the clear',
    ingress(`${alb}/listen-ports`, '[{"HTTPS":443}]'),
    ingress(`${alb}/listen-ports`, '[{"HTTP": 80}, {"HTTPS": 443}]'),
    [
      `encryption-cut: answers in the clear too: ${alb}/listen-ports goes from [{"HTTPS":443}] to [{"HTTP": 80}, {"HTTPS": 443}]`,
    ],
  ],
  [
    'by a port that sends on to the encrypted one',
    ingress(`${alb}/listen-ports`, '[{"HTTPS":443}]'),
    ingress(`${alb}/listen-ports`, `[{"HTTP": 80}, {"HTTPS": 443}]', ${alb}/ssl-redirect: '443`),
    [],
  ],
  [
    'by someone else who is asked',
    ingress(`${nginx}/auth-secret`, 's'),
    ingress(`${nginx}/auth-url`, 'https://b'),
    [],
  ],
  [
    'by one who is asked, no longer by two',
    ingress(`${nginx}/auth-secret`, `s', ${nginx}/auth-url: 'https://b`),
    ingress(`${nginx}/auth-url`, 'https://b'),
    [`exposure: lets in whoever comes: ${nginx}/auth-secret is gone`],
  ],
  [
    'by another way to log in',
    ingress(`${alb}/auth-type`, 'cognito'),
    ingress(`${alb}/auth-type`, 'oidc'),
    [],
  ],
  [
    'without logging in',
    ingress(`${alb}/auth-type`, 'oidc'),
    ingress(`${alb}/auth-type`, 'none'),
    [`exposure: lets in whoever comes: ${alb}/auth-type goes from oidc to none`],
  ],
  [
    'by another port',
    ingress(`${alb}/listen-ports`, '[{"HTTPS":443}]'),
    ingress(`${alb}/listen-ports`, '[{"HTTPS":8443}]'),
    [],
  ],
  [
    'by an older policy',
    ingress(`${alb}/ssl-policy`, 'ELBSecurityPolicy-TLS13-1-2-2021-06'),
    ingress(`${alb}/ssl-policy`, 'ELBSecurityPolicy-2016-08'),
    [
      `encryption-cut: takes older versions of TLS: ${alb}/ssl-policy goes from ELBSecurityPolicy-TLS13-1-2-2021-06 to ELBSecurityPolicy-2016-08`,
    ],
  ],
  [
    'by a newer policy',
    ingress(`${alb}/ssl-policy`, 'ELBSecurityPolicy-TLS13-1-2-2021-06'),
    ingress(`${alb}/ssl-policy`, 'ELBSecurityPolicy-TLS13-1-3-2021-06'),
    [],
  ],
  [
    'to a load balancer in the clear',
    object('v1', 'Service', 'spec: {type: LoadBalancer}', `annotations: {${certificate}: arn}`),
    object('v1', 'Service', 'spec: {type: LoadBalancer}'),
    [`encryption-cut: takes traffic that is not encrypted: ${certificate} is gone`],
  ],
  [
    'outside of the mesh',
    namespace('istio-injection: enabled'),
    namespace('istio-injection: disabled'),
    ['protection-cut: new pods in it are outside of the mesh: istio-injection goes from enabled to disabled'],
  ],
  [
    'in the mesh, by a revision',
    namespace('istio-injection: enabled'),
    namespace('istio.io/rev: stable'),
    [],
  ],
  [
    'by an older standard',
    version('v1.34'),
    version('v1.20'),
    [
      'protection-cut: holds pods to an older standard: pod-security.kubernetes.io/enforce-version goes from v1.34 to v1.20',
    ],
  ],
  [
    'by a standard at last',
    namespace(''),
    namespace(
      'pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.30',
    ),
    [],
  ],
  ['by the newest standard', version('v1.34'), version('latest'), []],
  [
    'by whoever answers for the API',
    api('caBundle: YQ=='),
    api('insecureSkipTLSVerify: true'),
    ['encryption-cut: the API server no longer checks who answers: insecureSkipTLSVerify is true'],
  ],
  ['by who shows a certificate', api('insecureSkipTLSVerify: true'), api('caBundle: YQ=='), []],
  [
    'without a token',
    tokens('{issuer: i}'),
    tokens(''),
    ['protection-cut: looks at no tokens any more: jwtRules is gone'],
  ],
  [
    'without a trace',
    logs('accessLogging: [{providers: [{name: envoy}]}]'),
    logs('accessLogging: [{disabled: true}]'),
    ['protection-cut: does not write down who came: accessLogging[].disabled is true'],
  ],
  ['by a log of its own', logs('accessLogging: [{}]'), logs('accessLogging: [{disabled: false}]'), []],
  [
    'by another controller',
    object('gateway.networking.k8s.io/v1', 'Gateway', 'spec: {gatewayClassName: istio}'),
    object('gateway.networking.k8s.io/v1', 'Gateway', 'spec: {gatewayClassName: envoy}'),
    [
      'recreation: is made by another controller, with another address: gatewayClassName goes from istio to envoy',
    ],
  ],
  [
    'by no load balancer',
    object('v1', 'Service', 'spec: {type: LoadBalancer}'),
    object('v1', 'Service', 'spec: {type: NodePort}'),
    ['deletion: its load balancer goes, and its address with it: type goes from LoadBalancer to NodePort'],
  ],
  [
    'by a load balancer that is not of the internet',
    balancer('internet-facing'),
    balancer('internal'),
    [
      'recreation: gets another load balancer, which the internet does not reach: service.beta.kubernetes.io/aws-load-balancer-scheme goes from internet-facing to internal',
    ],
  ],
  [
    'or goes by proxies that know no bounds',
    sidecar('REGISTRY_ONLY'),
    sidecar('ALLOW_ANY'),
    [
      'exposure: lets its pods go to what the mesh does not know: outboundTrafficPolicy.mode goes from REGISTRY_ONLY to ALLOW_ANY',
    ],
  ],
  ['or goes by proxies that know them', sidecar('ALLOW_ANY'), sidecar('REGISTRY_ONLY'), []],
  [
    'though it fails',
    limits('outlierDetection: {consecutive5xxErrors: 5}'),
    limits(''),
    ['protection-cut: goes on sending traffic to what fails: trafficPolicy.outlierDetection is gone'],
  ],
  [
    'at once',
    limits('connectionPool: {tcp: {maxConnections: 100}}'),
    limits('connectionPool: {tcp: {maxConnections: 10}}'),
    ['capacity-cut: takes less at once: trafficPolicy.connectionPool.tcp.maxConnections goes from 100 to 10'],
  ],
  [
    'at once, and more of it',
    limits('connectionPool: {tcp: {maxConnections: 10}}'),
    limits('connectionPool: {tcp: {maxConnections: 100}}'),
    [],
  ],
])('what comes in %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

const middlewares = 'traefik.ingress.kubernetes.io/router.middlewares';

test.each<[string, string, string, string[]]>([
  [
    'a middleware less',
    ingress(middlewares, 'b-auth@kubernetescrd, b-headers@kubernetescrd'),
    ingress(middlewares, 'b-headers@kubernetescrd'),
    [
      `protection-cut: no longer has all its middlewares look at what comes: ${middlewares} goes from b-auth@kubernetescrd, b-headers@kubernetescrd to b-headers@kubernetescrd`,
    ],
  ],
  ['a comma less', ingress(middlewares, 'b-auth,'), ingress(middlewares, 'b-auth'), []],
  ['a middleware more', ingress(middlewares, 'b-auth'), ingress(middlewares, 'b-headers,b-auth'), []],
  ['its first middleware', bare, ingress(middlewares, 'b-auth'), []],
  [
    'another issuer',
    ingress('cert-manager.io/cluster-issuer', 'public'),
    ingress('cert-manager.io/cluster-issuer', 'own'),
    [
      'encryption-cut: its certificate is issued by somebody else, whom clients may not trust: cert-manager.io/cluster-issuer goes from public to own',
    ],
  ],
  ['its first issuer', bare, ingress('cert-manager.io/cluster-issuer', 'public'), []],
])('an Ingress with %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

const middleware = (spec: string): string => object('traefik.io/v1alpha1', 'Middleware', `spec: {${spec}}`);
const security = (spec: string): string =>
  object('gateway.envoyproxy.io/v1alpha1', 'SecurityPolicy', `spec: {${spec}}`);
const networks = (list: string, field = 'ipAllowList'): string =>
  middleware(`${field}: {sourceRange: [${list}]}`);

test.each<[string, string, string, string[]]>([
  [
    'more networks',
    networks('10.0.0.0/8'),
    networks('10.0.0.0/8, 0.0.0.0/0'),
    ['takes traffic from 0.0.0.0/0'],
  ],
  ['fewer networks', networks('10.0.0.0/8'), networks('10.1.0.0/16'), []],
  ['the newer name of the same', networks('10.0.0.0/8', 'ipWhiteList'), networks('10.0.0.0/8'), []],
  ['networks at last', '', networks('10.0.0.0/8'), []],
  [
    'no networks any more',
    networks('10.0.0.0/8'),
    middleware('headers: {}'),
    ['lets in whoever comes: ipAllowList is gone'],
  ],
  ['another way to ask', middleware('basicAuth: {secret: s}'), middleware('forwardAuth: {address: a}'), []],
  [
    'no way to ask',
    middleware('basicAuth: {secret: s}'),
    middleware('headers: {}'),
    ['lets in whoever comes: basicAuth is gone'],
  ],
  [
    'no tokens of Envoy',
    security('jwt: {}, cors: {}'),
    security('cors: {}'),
    ['lets in whoever comes: jwt is gone'],
  ],
])('a middleware or policy with %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning exposure: ${message}`)),
);

const server = (policy: string): string =>
  object('policy.linkerd.io/v1beta3', 'Server', `spec: {port: 80, ${policy}}`);

test.each<[string, string, string, string[]]>([
  [
    'more',
    server(''),
    server('accessPolicy: all-unauthenticated'),
    ['exposure: lets in more of who is not named: accessPolicy is all-unauthenticated'],
  ],
  ['less', server('accessPolicy: all-authenticated'), server('accessPolicy: deny'), []],
])('a Server of Linkerd that takes %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);
