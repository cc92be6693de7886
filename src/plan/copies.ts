import type { Copy } from '../diff/pairs.ts';
import { identityOf } from '../manifest/object.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { PlannedChange } from './group.ts';
import type { Hazard } from './hazards/hazard.ts';
import { placeOf } from './place.ts';

/**
 * Files do not tell whether they are applied to one cluster, where the copies of an object overwrite one another, or each to
 * one of its own.
 */
export function plannedCopy({ kind, before, after }: Copy<LoadedManifest>): PlannedChange {
  const [manifest, other] = kind === 'removed' ? [before, after] : [after, before];
  const change = { kind: 'changed', identity: identityOf(manifest.object), changes: [] } as const;
  return {
    change: kind === 'removed' ? { ...change, before } : { ...change, after },
    ...placeOf(manifest),
    hazards: [hazards[kind](nameOf(manifest), nameOf(other))],
  };
}

function nameOf({ path, file }: LoadedManifest): string {
  return path || file;
}

const hazards: Readonly<Record<Copy<unknown>['kind'], (file: string, other: string) => Hazard>> = {
  removed: (file, other) => ({
    severity: 'warning',
    rule: 'copy',
    message: `the copy of it in ${file} goes, and the one in ${other} stays`,
    next: 'look at what is deleted if the two are applied to different clusters',
  }),
  added: (file, other) => ({
    severity: 'warning',
    rule: 'copy',
    message: `a copy of it comes in ${file}, beside the one in ${other}`,
    next: 'give it another name if both are applied to one cluster, where the last one wins',
  }),
};
