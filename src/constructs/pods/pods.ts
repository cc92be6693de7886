/**
 * The pods of any workload, whatever controller makes them.
 *
 * - props.ts          what apps and the kinds of workload decide
 * - pod-template.ts   metadata and spec; probes.ts, security.ts and placement.ts are parts of it
 * - configuration.ts  environment variables, secret ones included
 * - identity.ts       who they are to Kubernetes and AWS
 * - network.ts        whom they may talk to; service-mesh.ts: what Istio's sidecar needs
 * - checks.ts         what the API server would refuse, or what would never work
 */
import { Construct } from 'constructs';
import type { Volume, VolumeMount } from '../../kubernetes/1.34/types/v1.ts';
import type { Resources } from '../../model/settings.ts';
import { AppChart, type AppContext } from '../app.ts';
import { AppNamespace } from '../app-namespace.ts';
import { METRICS_PORT } from '../conventions.ts';
import { type Labels, podLabels, selectorLabels } from '../labels.ts';
import { priorityClassOf } from '../priority-classes.ts';
import { type Share, totalQuantity } from '../total-quantity.ts';
import { validateProps } from '../validation.ts';
import { checkPods } from './checks.ts';
import { Configuration } from './configuration.ts';
import { Identity } from './identity.ts';
import { WorkloadNetwork } from './network.ts';
import { placement } from './placement.ts';
import { type NamedPort, type PodTemplate, podTemplate, TMP_SIZE } from './pod-template.ts';
import { httpProbes } from './probes.ts';
import type { WorkloadPodsProps } from './props.ts';
import { SIDECAR_LABELS, SIDECAR_RESOURCES, sidecarAnnotations } from './service-mesh.ts';

/** Endpoints and proxies learn that a pod is going within this time; until then it still gets requests. */
const DRAIN_SECONDS = 10;

/** Where pods without traffic of their own answer their probes. */
const HEALTH_PORT = 8081;

/** Assumed of apps that declare no load. */
const DEFAULT_READY_SECONDS = 30;

const NO_RESOURCES: Resources = { cpu: '0', memory: '0' };

type KnownPods = WorkloadPodsProps & {
  readonly name: string;
  readonly image: string;
  readonly resources: Resources;
  readonly meshed: boolean;
  readonly shutdownSeconds: number;
};

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
    this.context = AppChart.containing(this).context;
    const { app, image, settings } = this.context;
    const known = {
      ...props,
      name: props.name ?? app,
      image: props.image ?? image,
      resources: props.resources ?? settings.resources,
      shutdownSeconds: props.shutdownSeconds ?? 30,
    };
    this.workloadName = known.name;
    this.selector = selectorLabels(this.context, known.name);
    this.labels = podLabels(this.context, known.name);
    validateProps(this, (report) => checkPods(report, known, settings));
    // Missing resources are reported; what is rendered with the stand-in never reaches a file.
    const pods = { ...known, resources: known.resources ?? NO_RESOURCES, meshed: isMeshed(props) };
    AppNamespace.of(this).reserve({
      pods: pods.maxPods,
      containers: [{ ...pods.resources, ...pods.maxResources }, ...(pods.meshed ? [SIDECAR_RESOURCES] : [])],
      volumeSize: pods.claim?.size,
    });
    new WorkloadNetwork(this, 'network', {
      name: pods.name,
      ports: pods.port === undefined ? [] : [pods.port],
      allowFrom: pods.allowFrom ?? [],
      connectTo: pods.connectTo ?? [],
      meshed: pods.meshed,
    });
    this.template = this.#template(pods);
  }

  #template(pods: KnownPods): PodTemplate {
    const { name, image, args, prepare, workingDirectory, resources, meshed, port, probes, shutdownSeconds } =
      pods;
    const { load, tier } = this.context;
    const serviceAccountName =
      pods.serviceAccountName ?? new Identity(this, 'identity', { name }).serviceAccountName;
    const configuration = new Configuration(this, 'configuration', {
      name,
      variables: pods.config ?? {},
      secrets: pods.secrets ?? [],
    });
    const ports = portsOf(pods);
    return podTemplate({
      name,
      image,
      args,
      prepare,
      workingDirectory,
      resources,
      diskSize: diskSizeOf(pods),
      ports,
      restartPolicy: pods.restartPolicy,
      shutdownSeconds,
      labels: { ...this.labels, ...(meshed && SIDECAR_LABELS) },
      annotations: {
        ...configuration.hashAnnotation,
        ...(meshed && sidecarAnnotations([METRICS_PORT.number])),
      },
      envFrom: configuration.envFrom,
      probes: probes && httpProbes(probedPort(ports), load?.readySeconds ?? DEFAULT_READY_SECONDS, probes),
      serviceAccountName,
      priorityClassName: pods.priorityClassName ?? priorityClassOf(tier),
      placement: placement({
        capacity: pods.capacity ?? 'on-demand',
        zoneSpread: pods.zoneSpread ?? 'preferred',
        selector: this.selector,
        revisionLabel: pods.revisionLabel,
        pool: pods.pool,
        gpus: resources.gpus,
        gpuModel: pods.gpuModel,
      }),
      drainSeconds: port === undefined ? 0 : DRAIN_SECONDS,
      ...storageOf(pods),
    });
  }
}

/** Whoever serves requests or calls other apps does so through the mesh, unless the app says otherwise. */
function isMeshed({ meshed, port, connectTo = [] }: WorkloadPodsProps): boolean {
  return meshed ?? (port !== undefined || connectTo.some((destination) => destination.meshed));
}

function diskSizeOf({ scratch = [] }: WorkloadPodsProps): string {
  const onDisk = scratch.filter(({ medium }) => medium !== 'memory');
  return totalQuantity([[TMP_SIZE, 1], ...onDisk.map(({ size }): Share => [size, 1])]);
}

function storageOf({ scratch = [], mounts = [], claim }: WorkloadPodsProps) {
  const named = scratch.map((directory, index) => ({ ...directory, name: `scratch-${index}` }));
  const mounted = mounts.map((mount, index) => ({ ...mount, name: `mount-${index}` }));
  return {
    volumes: [
      ...named.map(
        ({ name, size, medium }): Volume => ({
          name,
          emptyDir: { sizeLimit: size, ...(medium === 'memory' && { medium: 'Memory' }) },
        }),
      ),
      ...mounted.map(({ name, volume }): Volume => ({ name, ...volume })),
    ],
    volumeMounts: [
      ...named.map(({ name, path }): VolumeMount => ({ name, mountPath: path })),
      ...mounted.map(({ name, path }): VolumeMount => ({ name, mountPath: path, readOnly: true })),
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
