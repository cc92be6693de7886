import type {
  Container,
  EnvFromSource,
  PodSpec,
  Volume,
  VolumeMount,
} from '../../kubernetes/1.34/types/v1.ts';
import type { Resources } from '../../model/settings.ts';
import { GPU_RESOURCE } from '../conventions.ts';
import type { Labels } from '../labels.ts';
import type { Probes } from './probes.ts';
import { restrictedContainer, restrictedPod } from './security.ts';

/** Pods' metadata and spec; Deployments, Rollouts, StatefulSets and Jobs all take it as their template. */
export interface PodTemplate {
  readonly metadata: { readonly labels: Labels; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

export interface NamedPort {
  readonly name: string;
  readonly number: number;
}

export interface PodTemplateProps {
  /** Name of the container. */
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly image: string;
  readonly args?: readonly string[] | undefined;
  readonly prepare?: readonly string[] | undefined;
  readonly workingDirectory?: string | undefined;
  readonly resources: Resources;
  /** What it may write to the node's disk in all: `/tmp` and `volumes`. */
  readonly diskSize: string;
  readonly ports: readonly NamedPort[];
  readonly envFrom: readonly EnvFromSource[];
  readonly probes?: Probes | undefined;
  readonly serviceAccountName: string;
  readonly priorityClassName: string;
  readonly placement: Pick<
    PodSpec,
    'nodeSelector' | 'affinity' | 'tolerations' | 'topologySpreadConstraints'
  >;
  /** Between the order to stop and the signal, so that no more traffic is on its way; 0 for pods that get none. */
  readonly drainSeconds: number;
  /** From the signal until the pod is killed. */
  readonly shutdownSeconds: number;
  /** Besides `/tmp`, the only place that can be written to. */
  readonly volumes?: readonly Volume[] | undefined;
  readonly volumeMounts?: readonly VolumeMount[] | undefined;
  /** `OnFailure` and `Never` are for jobs. Default: `Always`. */
  readonly restartPolicy?: 'OnFailure' | 'Never' | undefined;
}

/** Of `/tmp`. */
export const TMP_SIZE = '256Mi';

/** A pod of one container under Pod Security's `restricted` level. */
export function podTemplate(props: PodTemplateProps): PodTemplate {
  const { labels, annotations, drainSeconds, shutdownSeconds } = props;
  return {
    metadata: { labels, annotations },
    spec: {
      serviceAccountName: props.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: props.priorityClassName,
      ...props.placement,
      securityContext: restrictedPod(),
      terminationGracePeriodSeconds: drainSeconds + shutdownSeconds,
      ...(props.restartPolicy !== undefined && { restartPolicy: props.restartPolicy }),
      ...(props.prepare && { initContainers: [preparation(props, props.prepare)] }),
      containers: [container(props)],
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: TMP_SIZE } }, ...(props.volumes ?? [])],
    },
  };
}

function container(props: PodTemplateProps): Container {
  const { name, image, args, workingDirectory, ports, envFrom, probes, drainSeconds } = props;
  return {
    name,
    image,
    ...(args && { args }),
    ...(workingDirectory !== undefined && { workingDir: workingDirectory }),
    ports: ports.map((port) => ({ name: port.name, containerPort: port.number })),
    envFrom,
    resources: containerResources(props),
    securityContext: restrictedContainer(),
    ...probes,
    ...(drainSeconds > 0 && { lifecycle: { preStop: { sleep: { seconds: drainSeconds } } } }),
    volumeMounts: volumeMountsOf(props),
  };
}

/** It runs alone, with what the container then gets: the pod needs no more for it. */
function preparation(props: PodTemplateProps, command: readonly string[]): Container {
  return {
    name: 'prepare',
    image: props.image,
    command,
    envFrom: props.envFrom,
    resources: containerResources(props),
    securityContext: restrictedContainer(),
    volumeMounts: volumeMountsOf(props),
  };
}

function volumeMountsOf({ volumeMounts = [] }: PodTemplateProps): VolumeMount[] {
  return [{ name: 'tmp', mountPath: '/tmp' }, ...volumeMounts];
}

/**
 * Memory's limit is its request, so that a node never runs out of it; GPUs cannot be overcommitted at all. Disk is
 * requested, so that a node gets no more pods than it has room for; the volumes have the limits.
 */
function containerResources({ resources: { cpu, memory, cpuLimit, gpus }, diskSize }: PodTemplateProps) {
  const gpu = gpus === undefined ? {} : { [GPU_RESOURCE]: String(gpus) };
  return {
    requests: { cpu, memory, 'ephemeral-storage': diskSize, ...gpu },
    limits: { memory, ...(cpuLimit !== undefined && { cpu: cpuLimit }), ...gpu },
  };
}
