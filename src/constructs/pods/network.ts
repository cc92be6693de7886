import { Construct } from 'constructs';
import type { NetworkPolicy } from '../../kubernetes/1.34/types/networking.k8s.io_v1.ts';
import { AppChart } from '../app.ts';
import { METRICS_PORT, PROXY_METRICS_PORT } from '../conventions.ts';
import { selectorLabels } from '../labels.ts';
import { Manifest } from '../manifest.ts';
import { type Destination, monitoring, type NetworkPeer, toDns, toPodIdentityAgent } from '../peers.ts';
import { toControlPlane } from './service-mesh.ts';

export interface WorkloadNetworkProps {
  /** The workload. */
  readonly name: string;
  /** Ports of its traffic. */
  readonly ports: readonly number[];
  /** Who may connect to those ports. Nobody else may. */
  readonly allowFrom: readonly NetworkPeer[];
  /** Where its pods may connect to, besides DNS and the source of their AWS credentials. */
  readonly connectTo: readonly Destination[];
  /** Whether its pods have Istio's sidecar. */
  readonly meshed: boolean;
}

/** The only traffic that a workload's pods may have; everything else is denied by the namespace's own policy. */
export class WorkloadNetwork extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadNetworkProps) {
    super(scope, id);
    const { context } = AppChart.containing(this);
    const { name, meshed } = props;
    const served = props.allowFrom.length > 0 && props.ports.length > 0;
    const destinations = [
      toDns(),
      toPodIdentityAgent(),
      ...(meshed ? [toControlPlane()] : []),
      ...props.connectTo,
    ];
    new Manifest<NetworkPolicy>(this, 'policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec: {
        podSelector: { matchLabels: selectorLabels(context, name) },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          ...(served ? [{ from: props.allowFrom, ports: tcp(props.ports) }] : []),
          {
            from: [monitoring()],
            ports: tcp([METRICS_PORT.number, ...(meshed ? [PROXY_METRICS_PORT.number] : [])]),
          },
        ],
        egress: destinations.map(({ to, ports }) => ({ to, ports })),
      },
    });
  }
}

function tcp(ports: readonly number[]) {
  return ports.map((port) => ({ protocol: 'TCP' as const, port }));
}
