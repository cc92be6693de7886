import { commaSeparated } from '../../comma-separated.ts';
import {
  becomes,
  denied,
  fewer,
  gone,
  not,
  other,
  set,
  unset,
  type Weakening,
  weakenings,
} from '../worse.ts';

/** By the least version of TLS that an ELBSecurityPolicy takes, as its name says; older ones take 1.0. */
const olderPolicy: Weakening[1] = (was, is) => {
  const [old, now] = [was, is].map((policy) => Number(/-1-(\d)(?:-|$)/.exec(policy ?? '')?.[1] ?? 0));
  return was !== undefined && Number(now) < Number(old);
};

/** A port for HTTP. */
const plainPort = becomes(/"HTTP"\s*:/);

const nginx = 'nginx.ingress.kubernetes.io';
const alb = 'alb.ingress.kubernetes.io';
const aws = 'service.beta.kubernetes.io/aws-load-balancer';

/** Each lets in only whom it knows. */
const guards = `${nginx}/auth-url ${nginx}/auth-secret ${nginx}/auth-tls-secret`;
const asks = /^(?:cognito|oidc)$/;

/** Annotations of an Ingress without which more may come in. */
export const guardAnnotations: readonly string[] = [
  ...guards.split(' '),
  `${nginx}/allowlist-source-range`,
  `${nginx}/whitelist-source-range`,
  `${alb}/auth-type`,
  `${alb}/inbound-cidrs`,
  'traefik.ingress.kubernetes.io/router.middlewares',
];

const isInjected = (inject: string | undefined): boolean => inject === 'enabled' || inject === 'ingress';

/** Where some of what looks at who comes goes, and nothing comes instead. */
const unguarded = (fields: string): Weakening => [
  fields,
  gone,
  'exposure',
  'lets in whoever comes',
  'warning',
  fields.replaceAll('|', ' '),
];
const middleware = unguarded('basicAuth digestAuth forwardAuth ipAllowList|ipWhiteList');

/** cert-manager 1.18 makes a certificate by whom these name; clients may not trust another one. */
const anotherIssuer: Weakening = [
  'cert-manager.io/cluster-issuer|cert-manager.io/issuer',
  other,
  'encryption-cut',
  'its certificate is issued by somebody else, whom clients may not trust',
];

/** Of names with commas between. */
const fewerNames: Weakening[1] = (was, is) =>
  !new Set(commaSeparated(was)).isSubsetOf(new Set(commaSeparated(is)));

/** Annotations of ingress-nginx 1.13 and of AWS Load Balancer Controller 2.14, as their references name them. */
export const annotationWeakenings = weakenings(
  {
    // Linkerd 2.18, `pkg/k8s/labels.go`.
    Namespace: [
      [
        'linkerd.io/inject',
        (was, is) => isInjected(was) && !isInjected(is),
        'protection-cut',
        'new pods in it are outside of the mesh',
      ],
    ],
    Service: [
      [
        `${aws}-scheme`,
        not('internet-facing'),
        'recreation',
        'gets another load balancer, which the internet does not reach',
      ],
      [`${aws}-ssl-cert`, gone, 'encryption-cut', 'takes traffic that is not encrypted'],
      [`${aws}-ssl-negotiation-policy`, olderPolicy, 'encryption-cut', 'takes older versions of TLS'],
    ],
    'gateway.networking.k8s.io/Gateway': [anotherIssuer],
    'networking.k8s.io/Ingress': [
      anotherIssuer,
      // Traefik 3.5: they ask who comes, or from where, among others.
      [
        'traefik.ingress.kubernetes.io/router.middlewares',
        fewerNames,
        'protection-cut',
        'no longer has all its middlewares look at what comes',
      ],
      unguarded(guards),
      [
        `${nginx}/auth-tls-verify-client`,
        becomes(/^(?:off|optional.*)$/),
        'exposure',
        'lets in whoever comes',
      ],
      [
        `${alb}/auth-type`,
        (was, is) => asks.test(was ?? '') && !asks.test(is ?? ''),
        'exposure',
        'lets in whoever comes',
      ],
      [`${nginx}/ssl-redirect`, denied, 'encryption-cut', 'answers in the clear too'],
      [`${nginx}/force-ssl-redirect`, unset, 'encryption-cut', 'answers in the clear too'],
      [`${alb}/ssl-redirect`, gone, 'encryption-cut', 'answers in the clear too'],
      [
        `${alb}/listen-ports`,
        plainPort,
        'encryption-cut',
        'answers in the clear too',
        'warning',
        `${alb}/ssl-redirect`,
      ],
      [`${alb}/ssl-policy`, olderPolicy, 'encryption-cut', 'takes older versions of TLS'],
      [
        `${alb}/wafv2-acl-arn|${alb}/wafv2-acl-name|${alb}/waf-acl-id`,
        gone,
        'protection-cut',
        'has no firewall before it',
      ],
      [`${nginx}/enable-modsecurity`, unset, 'protection-cut', 'has no firewall before it'],
    ],
  },
  'annotations',
);

/** Istio 1.27: by one of these, pods of a namespace are in the mesh. */
const isMeshed = (text: string | undefined): boolean =>
  text !== undefined && !/^(?:disabled|none)$/.test(text);

export const labelWeakenings = weakenings(
  {
    Namespace: [
      [
        'istio-injection|istio.io/rev|istio.io/dataplane-mode',
        (was, is) => isMeshed(was) && !isMeshed(is),
        'protection-cut',
        'new pods in it are outside of the mesh',
      ],
      // Gatekeeper 3.20, `config/webhook`: whatever its value.
      [
        'admission.gatekeeper.sh/ignore',
        (was, is) => was === undefined && is !== undefined,
        'protection-cut',
        'Gatekeeper looks at nothing in it any more',
      ],
      [
        'pod-security.kubernetes.io/enforce-version',
        (was, is) => minorOf(is) < minorOf(was),
        'protection-cut',
        'holds pods to an older standard',
        'warning',
        'pod-security.kubernetes.io/enforce',
      ],
    ],
  },
  'labels',
);

/** From the strictest on. */
const linkerdPolicies = [
  'deny',
  'cluster-authenticated',
  'all-authenticated',
  'cluster-unauthenticated',
  'all-unauthenticated',
];

/** Without a version, the newest. */
function minorOf(version = 'latest'): number {
  return version === 'latest' ? Number.POSITIVE_INFINITY : Number(/^v1\.(\d+)$/.exec(version)?.[1]);
}

export const trafficWeakenings = weakenings({
  Service: [
    ['type', not('LoadBalancer'), 'deletion', 'its load balancer goes, and its address with it'],
    ['publishNotReadyAddresses', set, 'protection-cut', 'leads to pods that are not ready'],
    [
      'internalTrafficPolicy',
      becomes('Local'),
      'capacity-cut',
      'is answered only where one of its pods is on the same node',
    ],
    [
      'externalTrafficPolicy',
      not('Local'),
      'protection-cut',
      'no longer shows its pods where traffic comes from, by which policies may go',
      'warning',
      'type',
    ],
    ['sessionAffinity', not('ClientIP'), 'traffic-change', 'leads a client to any of its pods each time'],
  ],
  'apiregistration.k8s.io/APIService': [
    ['insecureSkipTLSVerify', set, 'encryption-cut', 'the API server no longer checks who answers'],
  ],
  'gateway.networking.k8s.io/Gateway': [
    ['gatewayClassName', other, 'recreation', 'is made by another controller, with another address'],
  ],
  // Envoy Gateway 1.5, `api/v1alpha1/securitypolicy_types.go`.
  'gateway.envoyproxy.io/SecurityPolicy': [unguarded('apiKeyAuth authorization basicAuth extAuth jwt oidc')],
  'traefik.containo.us/Middleware': [middleware],
  'traefik.io/Middleware': [middleware],
  'traefik.io/MiddlewareTCP': [middleware],
  // Linkerd 2.18, `policy-controller/k8s/api/src/policy/server.rs`: who says nothing denies.
  'policy.linkerd.io/Server': [
    [
      'accessPolicy',
      (was, is) => linkerdPolicies.indexOf(is ?? 'deny') > linkerdPolicies.indexOf(was ?? 'deny'),
      'exposure',
      'lets in more of who is not named',
    ],
  ],
  // OpenShift 4.19, `route/v1/types.go`.
  'route.openshift.io/Route': [
    ['tls.insecureEdgeTerminationPolicy', becomes('Allow'), 'encryption-cut', 'answers in the clear too'],
  ],
  // Contour 1.32, `apis/projectcontour/v1/httpproxy.go`.
  'projectcontour.io/HTTPProxy': [
    ['virtualhost.tls.clientValidation', gone, 'exposure', 'lets in whoever comes'],
    [
      'virtualhost.tls.minimumProtocolVersion',
      (was, is) => was === '1.3' && is !== '1.3',
      'encryption-cut',
      'takes older versions of TLS',
    ],
  ],
  'networking.istio.io/DestinationRule': [
    ['trafficPolicy.outlierDetection', gone, 'protection-cut', 'goes on sending traffic to what fails'],
    [
      'trafficPolicy.connectionPool.tcp.maxConnections trafficPolicy.connectionPool.http.http1MaxPendingRequests ' +
        'trafficPolicy.connectionPool.http.http2MaxRequests',
      fewer,
      'capacity-cut',
      'takes less at once',
    ],
  ],
  'networking.istio.io/Sidecar': [
    [
      'outboundTrafficPolicy.mode',
      not('REGISTRY_ONLY'),
      'exposure',
      'lets its pods go to what the mesh does not know',
    ],
  ],
  'security.istio.io/RequestAuthentication': [
    ['jwtRules[]', gone, 'protection-cut', 'looks at no tokens any more'],
  ],
  'telemetry.istio.io/Telemetry': [
    ['accessLogging[].disabled', set, 'protection-cut', 'does not write down who came'],
    ['tracing[].disableSpanReporting', set, 'protection-cut', 'tells of no way that a request takes'],
  ],
});
