import type { Volume } from '../../kubernetes/1.34/types/v1.ts';
import type { Resources } from '../../model/settings.ts';
import type { Destination, NetworkPeer } from '../peers.ts';
import type { Capacity, ZoneSpread } from './placement.ts';
import type { ProbesProps } from './probes.ts';

/** What every kind of workload lets its app decide. */
export interface WorkloadProps {
  /** Name of the workload and of everything that belongs to it. Default: the app's name. */
  readonly name?: string;
  /** Default: the app's released image. */
  readonly image?: string;
  /** Arguments of the image's entry point. Default: none. */
  readonly args?: readonly string[];
  /** Command in the same image that must succeed before, e.g. to fetch what it works on. Default: none. */
  readonly prepare?: readonly string[];
  /** Default: the image's own. */
  readonly workingDirectory?: string;
  /** Account of the cluster that another app makes, without its token. Default: one of its own. */
  readonly serviceAccountName?: string;
  /** What one pod asks of its node. Default: `settings.resources`. */
  readonly resources?: Resources;
  /** Most that a vertical scaler may set, for the namespace's quota. Default: `resources`. */
  readonly maxResources?: Pick<Resources, 'cpu' | 'memory'>;
  /** Environment variables; `settings.config` wins over them. Default: only `ENVIRONMENT` and `REGION`. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment variables whose values come from the secret store. Default: none. */
  readonly secrets?: readonly string[];
  /** Directories besides `/tmp` that can be written to; their content goes with the pod. Default: none. */
  readonly scratch?: readonly ScratchDirectory[];
  /** Volumes that are filled by the cluster. Default: none. */
  readonly mounts?: readonly Mount[];
  /** Where its pods may connect to, besides DNS and their AWS credentials. Default: nowhere. */
  readonly connectTo?: readonly Destination[];
  /** Whether its pods have Istio's sidecar. Default: those that serve requests, or call other apps. */
  readonly meshed?: boolean;
  /** Default: `on-demand`. */
  readonly capacity?: Capacity;
  /** Model of GPU as Karpenter labels nodes with it, e.g. `l4`. Default: any, for pods that ask for GPUs. */
  readonly gpuModel?: string;
  /** Pool of nodes that is reserved for it. Default: those open to all. */
  readonly pool?: string;
  /** Default: `preferred`. */
  readonly zoneSpread?: ZoneSpread;
  /** Default: the class of the app's tier. */
  readonly priorityClassName?: string;
  /** Seconds that a pod gets to finish what it has begun. Default: 30, or what the kind of workload needs. */
  readonly shutdownSeconds?: number;
}

export interface ScratchDirectory {
  readonly path: string;
  /** Most that it may hold; a pod that exceeds it is evicted. In memory it counts as the container's. */
  readonly size: string;
  /** Default: `disk`. */
  readonly medium?: 'disk' | 'memory';
}

export interface Mount {
  readonly path: string;
  readonly volume: Omit<Volume, 'name'>;
}

export interface WorkloadPodsProps extends WorkloadProps {
  /** Most pods at the same time, those of a release included. */
  readonly maxPods: number;
  /** Port of its traffic. Default: none, for pods that fetch their work. */
  readonly port?: number | undefined;
  /** Who may connect to that port. */
  readonly allowFrom?: readonly NetworkPeer[];
  /** Default: no probes, for pods that end by themselves. */
  readonly probes?: ProbesProps;
  /** See `PlacementProps`. */
  readonly revisionLabel?: string;
  readonly restartPolicy?: 'OnFailure' | 'Never';
  /** Claim that the controller makes for each pod, by the name of its volume. Default: none. */
  readonly claim?: { readonly volume: string; readonly mountPath: string; readonly size: string };
}
