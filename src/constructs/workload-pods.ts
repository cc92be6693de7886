import { Construct } from 'constructs';
import type { EnvVar, Volume, VolumeMount } from '../kubernetes/1.34/types/v1.ts';
import type { Resources } from '../model/settings.ts';
import { AppChart, type AppContext } from './app.ts';
import { AppNamespace } from './app-namespace.ts';
import { Configuration } from './configuration.ts';
import { METRICS_PORT } from './conventions.ts';
import { Identity } from './identity.ts';
import { type Labels, podLabels, selectorLabels } from './labels.ts';
import type { Destination, NetworkPeer } from './peers.ts';
import { type Capacity, placement, type ZoneSpread } from './placement.ts';
import { type NamedPort, type PodTemplate, podTemplate } from './pod-template.ts';
import { priorityClassOf } from './priority-classes.ts';
import { httpProbes, type ProbesProps } from './probes.ts';
import { SIDECAR_LABELS, SIDECAR_RESOURCES, sidecarAnnotations } from './service-mesh.ts';
import { validateProps } from './validation.ts';
import { checkPods } from './workload-checks.ts';
import { WorkloadNetwork } from './workload-network.ts';

/** What every kind of workload lets its app decide. */
export interface WorkloadProps {
  /** Name of the workload and of everything that belongs to it. Default: the app's name. */
  readonly name?: string;
  /** Default: the app's released image. */
  readonly image?: string;
  /** Arguments of the image's entry point. Default: none. */
  readonly args?: readonly string[];
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
  /** Where its pods may connect to, besides DNS and their AWS credentials. Default: nowhere. */
  readonly connectTo?: readonly Destination[];
  /** Whether its pods have Istio's sidecar. Default: those that serve requests, or call other apps. */
  readonly meshed?: boolean;
  /** Default: `on-demand`. */
  readonly capacity?: Capacity;
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
  readonly env?: readonly EnvVar[];
  /** Claim that the controller makes for each pod, by the name of its volume. Default: none. */
  readonly claim?: { readonly volume: string; readonly mountPath: string; readonly size: string };
  /** See `PlacementProps`. */
  readonly gpuModel?: string;
}

/** Endpoints and proxies learn that a pod is going within this time; until then it still gets requests. */
const DRAIN_SECONDS = 10;

/** Where pods without traffic of their own answer their probes. */
const HEALTH_PORT = 8081;

/**
 * What the pods of any workload need, whatever controller makes them: identity, configuration, network policy, a share
 * of the namespace's quota, and the template itself.
 */
export class WorkloadPods extends Construct {
  readonly context: AppContext;
  /** The workload's name. */
  readonly workloadName: string;
  readonly selector: Labels;
  readonly labels: Labels;
  readonly template: PodTemplate;

  constructor(scope: Construct, id: string, props: WorkloadPodsProps) {
    super(scope, id);
    const { context } = AppChart.containing(this);
    const name = props.name ?? context.app;
    const resources = props.resources ?? context.settings.resources;
    const shutdownSeconds = props.shutdownSeconds ?? 30;
    const connectTo = props.connectTo ?? [];
    const meshed =
      props.meshed ?? (props.port !== undefined || connectTo.some((destination) => destination.meshed));
    this.context = context;
    this.workloadName = name;
    this.selector = selectorLabels(context, name);
    this.labels = podLabels(context, name);
    validateProps(this, (report) =>
      checkPods(report, {
        ...props,
        name,
        resources,
        shutdownSeconds,
        config: { ...props.config, ...context.settings.config },
      }),
    );

    // Reported above; what is rendered with this stand-in never reaches a file.
    const known = resources ?? { cpu: '0', memory: '0' };
    const largest = { ...known, ...props.maxResources };
    AppNamespace.of(this).reserve({
      pods: props.maxPods,
      containers: meshed ? [largest, SIDECAR_RESOURCES] : [largest],
      volumeSize: props.claim?.size,
    });
    const identity = new Identity(this, 'identity', { name });
    const configuration = new Configuration(this, 'configuration', {
      name,
      variables: props.config ?? {},
      secrets: props.secrets ?? [],
    });
    new WorkloadNetwork(this, 'network', {
      name,
      ports: props.port === undefined ? [] : [props.port],
      allowFrom: props.allowFrom ?? [],
      connectTo,
      meshed,
    });
    const ports = portsOf(props);
    this.template = podTemplate({
      ...props,
      name,
      resources: known,
      image: props.image ?? context.image,
      labels: { ...this.labels, ...(meshed && SIDECAR_LABELS) },
      annotations: {
        ...configuration.hashAnnotation,
        ...(meshed && sidecarAnnotations([METRICS_PORT.number])),
      },
      ports,
      envFrom: configuration.envFrom,
      probes: props.probes && httpProbes(probedPort(ports), context.load?.readySeconds ?? 30, props.probes),
      serviceAccountName: identity.serviceAccountName,
      priorityClassName: props.priorityClassName ?? priorityClassOf(context.tier),
      placement: placement({
        capacity: props.capacity ?? 'on-demand',
        zoneSpread: props.zoneSpread ?? 'preferred',
        selector: this.selector,
        revisionLabel: props.revisionLabel,
        gpus: known.gpus,
        gpuModel: props.gpuModel,
      }),
      drainSeconds: props.port === undefined ? 0 : DRAIN_SECONDS,
      shutdownSeconds,
      ...storageOf(props),
    });
  }
}

function storageOf({ scratch = [], claim }: WorkloadPodsProps) {
  const named = scratch.map((directory, index) => ({ ...directory, name: `scratch-${index}` }));
  return {
    volumes: named.map(
      ({ name, size, medium }): Volume => ({
        name,
        emptyDir: { sizeLimit: size, ...(medium === 'memory' && { medium: 'Memory' }) },
      }),
    ),
    volumeMounts: [
      ...named.map(({ name, path }): VolumeMount => ({ name, mountPath: path })),
      ...(claim ? [{ name: claim.volume, mountPath: claim.mountPath }] : []),
    ],
  };
}

function portsOf({ port, probes }: WorkloadPodsProps): NamedPort[] {
  const traffic = port === undefined ? [] : [{ name: 'http', number: port }];
  const health = port === undefined && probes ? [{ name: 'health', number: HEALTH_PORT }] : [];
  return [...traffic, ...health, METRICS_PORT];
}

function probedPort(ports: readonly NamedPort[]): string {
  return ports[0]?.name ?? METRICS_PORT.name;
}
