import { type Pods, podsOf } from '../../kubernetes/pods.ts';
import { waveOf } from '../../kubernetes/sync-wave.ts';
import type { Labels } from '../../manifest/label-selector.ts';
import {
  identityOf,
  isRecord,
  type KubernetesObject,
  type ObjectIdentity,
  typeOf,
} from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import {
  type Fields,
  fieldsOf,
  type Selected,
  select,
  selectMaps,
  selectTexts,
  textOf,
} from '../../manifest/select.ts';

/** One thing wrong with one object, seen together with the others. */
export interface Violation {
  readonly object: FleetObject;
  /** Where in the object. */
  readonly path: Path;
  /** What is wrong, why it matters, and how to mend it; one line, no final full stop. */
  readonly message: string;
}

/**
 * An object as rules read it: values by pattern (see `select`), with their types checked on the way. What is missing
 * or of another type reads as absent: that is the schema's affair.
 */
export class FleetObject {
  readonly manifest: LoadedManifest;
  readonly identity: ObjectIdentity;
  /** `apps/Deployment`; `Service` in the core group. */
  readonly type: string;

  constructor(manifest: LoadedManifest) {
    this.manifest = manifest;
    this.identity = identityOf(manifest.object);
    this.type = typeOf(this.identity.group, this.identity.kind);
  }

  get object(): KubernetesObject {
    return this.manifest.object;
  }

  get kind(): string {
    return this.identity.kind;
  }

  /** Empty for cluster-scoped objects. */
  get namespace(): string {
    return this.identity.namespace;
  }

  get name(): string {
    return this.identity.name;
  }

  /** `Deployment web`. */
  get title(): string {
    return `${this.kind} ${this.name}`;
  }

  get labels(): Labels {
    return fieldsOf(this.object, 'metadata', 'labels');
  }

  label(key: string): string | undefined {
    return textOf(this.labels, key);
  }

  annotation(key: string): string | undefined {
    return textOf(fieldsOf(this.object, 'metadata', 'annotations'), key);
  }

  /** When Argo CD applies it, among the objects of its app. */
  get syncWave(): number {
    return waveOf(this.object);
  }

  /** What pods it makes; `undefined` for kinds that make none. */
  get pods(): Pods | undefined {
    return podsOf(this.type, this.object);
  }

  /** The first value at a pattern. */
  value(pattern: string): unknown {
    return select(this.object, pattern)[0]?.value;
  }

  text(pattern: string): string | undefined {
    return this.texts(pattern)[0]?.value;
  }

  texts(pattern: string): readonly Selected<string>[] {
    return selectTexts(this.object, pattern);
  }

  number(pattern: string): number | undefined {
    const value = this.value(pattern);
    return typeof value === 'number' ? value : undefined;
  }

  /** The map at a pattern, or an empty one. */
  fields(pattern: string): Fields {
    const value = this.value(pattern);
    return isRecord(value) ? value : {};
  }

  maps(pattern: string): readonly Selected<Fields>[] {
    return selectMaps(this.object, pattern);
  }

  /** Something wrong with it. */
  violation(path: Path, message: string): Violation {
    return { object: this, path, message };
  }
}
