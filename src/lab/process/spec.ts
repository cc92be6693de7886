/** A program to run, and how to tell that it works. Kept in the lab's state, so that any command can tell. */
export interface ProcessSpec {
  /** The cluster that it is part of, or `lab` for what all share. */
  readonly cluster: string;
  /** Unique within its cluster, e.g. `kube-apiserver`. */
  readonly name: string;
  /** Absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  /** What it needs besides what every process of a lab gets. */
  readonly env: Readonly<Record<string, string>>;
  /** A folder of programs that it finds before those of PATH. */
  readonly programs?: string;
  readonly stop: StopStage;
  readonly ready?: Readiness;
}

/**
 * When a process is stopped: clients before what they are connected to. An API server takes long to end by itself
 * while controllers are connected, so it is killed; what it has stored is complete at any moment.
 */
export const stopStages = ['controller', 'core', 'api-server', 'store'] as const;
export type StopStage = (typeof stopStages)[number];

/** What a program does once it works: it answers an HTTP(S) request with status 200. */
export interface Readiness {
  /** `tcp://<address>:<port>` if it speaks something else: to take connections is then enough. */
  readonly url: string;
  /** Files of PEM: whom to trust, and as whom to ask. */
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** How people call it: `production-ap-northeast-1/etcd`. */
export function processName({ cluster, name }: Pick<ProcessSpec, 'cluster' | 'name'>): string {
  return `${cluster}/${name}`;
}
