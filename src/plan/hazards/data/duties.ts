import type { LossRow } from './loss.ts';

/** What an object does: another one that says the same does the same, whatever its name. */
export const duties: readonly LossRow[] = [
  ['velero.io/Schedule', 'error', 'so no more backups are made'],
  ['ResourceQuota', 'warning', 'so nothing limits what its namespace may have'],
  ['LimitRange', 'warning', 'so containers that say nothing of limits have none'],
  [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration admissionregistration.k8s.io/MutatingAdmissionPolicy ' +
      'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
    'warning',
    'so nothing sets what it set',
  ],
  [
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    'warning',
    'so what it denied is allowed',
  ],
  [
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
    'warning',
    'so what its policy denied is allowed',
  ],
  [
    'kyverno.io/ClusterPolicy kyverno.io/Policy policies.kyverno.io/ValidatingPolicy',
    'warning',
    'so what it denied is allowed, and what it changed or made is not',
  ],
  [
    'templates.gatekeeper.sh/ConstraintTemplate',
    'warning',
    'with the constraints of its kind, so what these denied is allowed',
  ],
  [
    'kyverno.io/PolicyException policies.kyverno.io/PolicyException',
    'warning',
    'so what it let pass is refused',
  ],
  [
    'autoscaling/HorizontalPodAutoscaler keda.sh/ScaledObject',
    'warning',
    'so nothing scales its target any more',
    'pods',
  ],
  ['batch/CronJob', 'warning', 'so nothing runs on its schedule any more'],
  ['policy/PodDisruptionBudget', 'warning', 'so all its pods may be evicted at once', 'pods'],
  [
    'gateway.networking.k8s.io/HTTPRoute gateway.networking.k8s.io/GRPCRoute gateway.networking.k8s.io/TLSRoute ' +
      'gateway.networking.k8s.io/TCPRoute',
    'warning',
    'so nothing comes in by its names',
  ],
  [
    'networking.k8s.io/Ingress networking.istio.io/Gateway projectcontour.io/HTTPProxy traefik.io/IngressRoute ' +
      'route.openshift.io/Route traefik.io/IngressRouteTCP traefik.containo.us/IngressRoute traefik.containo.us/IngressRouteTCP',
    'warning',
    'so nothing comes in from outside by its names',
  ],
  ['networking.istio.io/VirtualService', 'warning', 'so its names no longer lead where it says'],
  ['networking.istio.io/ServiceEntry', 'warning', 'so the mesh no longer knows its hosts'],
  [
    'networking.istio.io/DestinationRule',
    'warning',
    'so its subsets, limits and encryption no longer hold',
    'pods Service',
  ],
  [
    'networking.istio.io/EnvoyFilter networking.istio.io/ProxyConfig networking.istio.io/Sidecar ' +
      'extensions.istio.io/WasmPlugin telemetry.istio.io/Telemetry',
    'warning',
    'so proxies no longer do what it says',
  ],
  ['security.istio.io/PeerAuthentication', 'warning', 'so traffic that is not encrypted may be accepted'],
  ['security.istio.io/RequestAuthentication', 'warning', 'so tokens are no longer checked'],
  [
    'cilium.io/CiliumNetworkPolicy cilium.io/CiliumClusterwideNetworkPolicy projectcalico.org/NetworkPolicy ' +
      'projectcalico.org/GlobalNetworkPolicy crd.projectcalico.org/NetworkPolicy ' +
      'crd.projectcalico.org/GlobalNetworkPolicy policy.networking.k8s.io/AdminNetworkPolicy ' +
      'policy.networking.k8s.io/BaselineAdminNetworkPolicy policy.networking.k8s.io/ClusterNetworkPolicy',
    'warning',
    'so what it kept out may come in',
  ],
  [
    'gateway.envoyproxy.io/SecurityPolicy',
    'warning',
    'so nobody looks at who comes where it was for',
    'gateway.networking.k8s.io/Gateway gateway.networking.k8s.io/HTTPRoute gateway.networking.k8s.io/GRPCRoute',
  ],
  [
    'gateway.networking.k8s.io/BackendTLSPolicy',
    'warning',
    'so Gateways ask what it was for in the clear',
    'Service',
  ],
  ['monitoring.coreos.com/AlertmanagerConfig', 'warning', 'so nobody is alerted by its routes any more'],
  [
    'monitoring.coreos.com/ServiceMonitor monitoring.coreos.com/PodMonitor monitoring.coreos.com/Probe ' +
      'monitoring.coreos.com/ScrapeConfig',
    'warning',
    'so nothing measures what it looked at any more',
    'pods Service',
  ],
  [
    'autoscaling.k8s.io/VerticalPodAutoscaler',
    'warning',
    'so nothing sets, or advises on, what its pods request',
    'pods',
  ],
  [
    'rbac.authorization.k8s.io/ClusterRoleBinding rbac.authorization.k8s.io/RoleBinding',
    'warning',
    'and whom it names loses its rights',
  ],
  [
    'cert-manager.io/Certificate',
    'warning',
    'so its certificate is no longer renewed',
    'networking.k8s.io/Ingress gateway.networking.k8s.io/Gateway networking.istio.io/Gateway',
  ],
];
