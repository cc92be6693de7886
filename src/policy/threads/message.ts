import type { ManifestFile } from '../../manifest/files.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { Finding, Location } from '../../report/finding.ts';
import type { SchemaProblem } from '../../schema/verdict.ts';
import type { Caller } from '../activation.ts';
import type { Operation } from '../policies.ts';
import type { PolicyResult } from '../results.ts';

/** What threads tell each other: plain data, as functions cannot be sent. */

/** What one thread is asked: to read files, answered by a `PlainFile` for each, or to judge, answered by `TaskAnswers`. */
export type Question = { readonly read: readonly ManifestFile[] } | { readonly judge: Task };

/** What one thread has read. */
export interface PlainFile {
  /** Empty for a file that cannot be read. */
  readonly text: string;
  readonly objects: readonly KubernetesObject[];
  /** Where the object starts, if it is the only one. */
  readonly start: Location | undefined;
  readonly findings: readonly Finding[];
}

/** What one thread is to judge. */
export interface Task {
  /** Of Kubernetes, whose facts are judged by. */
  readonly minor: string;
  readonly policies: readonly PlainManifest[];
  readonly clusters: readonly ClusterTask[];
}

export interface ClusterTask {
  /** What policies may look at, beside the object itself. */
  readonly present: readonly PlainManifest[];
  readonly requests: readonly PlainRequest[];
}

export interface PlainManifest {
  readonly object: KubernetesObject;
  readonly file: string;
}

export interface PlainRequest {
  /** A number is an object that the thread has read itself: the how-manieth of all. */
  readonly object: KubernetesObject | number;
  readonly operation: Operation;
  readonly old: KubernetesObject | undefined;
  readonly caller: Caller | undefined;
}

/** What one thread has judged. */
export interface TaskAnswers {
  /** Policies and their bindings, by their places in `PreparedPolicies`; -1 for no binding. */
  readonly pairs: readonly (readonly [policy: number, binding: number])[];
  /** Of each cluster, an answer to each request. */
  readonly clusters: readonly (readonly PlainAnswer[])[];
}

export type PlainAnswer =
  | { readonly results: readonly PlainResult[] }
  | { readonly unreadable: readonly SchemaProblem[] };

/** A number is a permission with nothing to add, as nearly all are: by which of the pairs. */
export type PlainResult = number | (ResultDetails & { readonly pair: number });

export type ResultDetails = Omit<
  PolicyResult,
  'actions' | 'binding' | 'identity' | 'manifest' | 'operation' | 'policy'
>;

/** A manifest that came from another thread, where its positions are. */
export function withoutPositions({ object, file }: PlainManifest): LoadedManifest {
  return { object, file, locate: () => ({ file }) };
}
