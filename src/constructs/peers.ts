/** Who may talk to whom, in the words of NetworkPolicies: the peers and destinations that apps name. */
import { GATEWAY_NAMESPACE, MONITORING_NAMESPACE } from './conventions.ts';

export interface NetworkPeer {
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string; readonly except?: string[] };
}

export interface NetworkPort {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** Somewhere that pods may connect to. */
export interface Destination {
  readonly to: readonly NetworkPeer[];
  readonly ports: readonly NetworkPort[];
  /** Whether only pods with Istio's sidecar are answered there. Default: false. */
  readonly meshed?: boolean;
}

/** The Istio ingress gateway, through which all traffic from outside comes. */
export function gateway(): NetworkPeer {
  return namespace(GATEWAY_NAMESPACE);
}

/** Prometheus, to read metrics, and Alertmanager, to call webhooks. */
export function monitoring(): NetworkPeer {
  return namespace(MONITORING_NAMESPACE);
}

/**
 * The pods of another app.
 *
 * @param namespaceName default: the app's name
 */
export function appPods(app: string, namespaceName: string = app): NetworkPeer {
  return { ...namespace(namespaceName), podSelector: { matchLabels: { 'app.kubernetes.io/name': app } } };
}

/**
 * Another app's pods, through the mesh.
 *
 * @param port the one that its containers listen on, not its Service's
 */
export function toApp(app: string, port: number): Destination {
  return { to: [appPods(app)], ports: [{ protocol: 'TCP', port }], meshed: true };
}

/**
 * HTTPS anywhere: AWS' APIs and partners have no fixed addresses. The instance metadata service is left out, as a pod
 * that reads it has the node's rights.
 */
export function toHttps(): Destination {
  return {
    to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }],
    ports: [{ protocol: 'TCP', port: 443 }],
  };
}

/** A database or cache in the cluster's own VPC, which lies within 10.0.0.0/8. */
export function toPrivateNetwork(port: number): Destination {
  return { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ protocol: 'TCP', port }] };
}

/** Cluster DNS, without which no name resolves. */
export function toDns(): Destination {
  return {
    to: [{ ...namespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
}

/**
 * The EKS Pod Identity agent on the pod's own node, which hands out AWS credentials.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export function toPodIdentityAgent(): Destination {
  return { to: [{ ipBlock: { cidr: '169.254.170.23/32' } }], ports: [{ protocol: 'TCP', port: 80 }] };
}

function namespace(name: string): Required<Pick<NetworkPeer, 'namespaceSelector'>> {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}
