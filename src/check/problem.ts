import type { KubernetesObject, ObjectIdentity } from '../manifest/object.ts';
import type { Path } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Severity } from '../report/finding.ts';

/** One object under judgement. */
export interface CheckedObject {
  readonly manifest: LoadedManifest;
  readonly object: KubernetesObject;
  readonly identity: ObjectIdentity;
  /** The cluster that it goes to; empty when its folder and labels do not tell. */
  readonly cluster: string;
  /** `group/Kind`, or `Kind` in the core group: what rules and references are keyed by. */
  readonly type: string;
}

/** One thing wrong with an object, before it is given a place in a file. */
export interface Problem {
  readonly severity: Severity;
  readonly rule: string;
  readonly path: Path;
  /** What is wrong with the value at `path`; the path itself is not repeated. */
  readonly message: string;
  readonly allowed?: string;
  readonly next?: string;
}
