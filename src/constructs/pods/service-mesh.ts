/**
 * What Istio's sidecar needs of a pod. Injected by a label on the pod, so that only workloads which serve requests pay
 * for it; sized here, as the namespace's quota has to count it.
 */
import type { Destination } from '../peers.ts';

/** Requests and limits of the injected proxy: limits equal requests, as for our own memory. */
export const SIDECAR_RESOURCES = { cpu: '100m', memory: '128Mi' } as const;

/** Label of pods that get a sidecar. https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/ */
export const SIDECAR_LABELS = { 'sidecar.istio.io/inject': 'true' } as const;

/**
 * @param plainPorts ports that are served without mutual TLS, because those who call them are outside the mesh
 */
export function sidecarAnnotations(plainPorts: readonly number[]): Readonly<Record<string, string>> {
  return {
    'sidecar.istio.io/proxyCPU': SIDECAR_RESOURCES.cpu,
    'sidecar.istio.io/proxyMemory': SIDECAR_RESOURCES.memory,
    'sidecar.istio.io/proxyMemoryLimit': SIDECAR_RESOURCES.memory,
    'traffic.sidecar.istio.io/excludeInboundPorts': plainPorts.join(','),
  };
}

/** Istio's control plane, which gives the proxy its certificate and configuration. */
export function toControlPlane(): Destination {
  return {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } },
        podSelector: { matchLabels: { app: 'istiod' } },
      },
    ],
    ports: [{ protocol: 'TCP', port: 15012 }],
  };
}
