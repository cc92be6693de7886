import type { Change } from '../diff/change.ts';
import { formatPath, type Path } from '../manifest/path.ts';
import type { Location } from '../report/finding.ts';
import type { Entry } from './group.ts';
import type { Plan } from './plan.ts';

/** What was compared, as the user named it. */
export interface Compared {
  readonly base: string;
  readonly head: string;
}

/** What programs read of a plan. */
export function planData({ entries, counts }: Plan, compared: Compared): unknown {
  return {
    version: 1,
    ...compared,
    counts,
    entries: entries.map((entry) => {
      const { before, after } = entry.example;
      return {
        kind: entry.kind,
        objects: entry.objects.map(({ app, identity }) => ({ ...(app === '' ? {} : { app }), ...identity })),
        targets: entry.targets.filter((target) => target !== ''),
        hazards: entry.hazards.map(({ path, ...hazard }) => ({
          ...hazard,
          ...(path && { path: formatPath(path) }),
        })),
        changes: entry.changes.map((change) => ({
          ...changeData(change),
          ...(change.kind === 'added' ? {} : { beforeAt: positionOf(before, change.basePath) }),
          ...(change.kind === 'removed' ? {} : { afterAt: positionOf(after, change.path) }),
        })),
      };
    }),
  };
}

function changeData({ path, basePath, embedded, ...change }: Change): Record<string, unknown> {
  const [there, here] = [formatPath(basePath), formatPath(path)];
  return {
    ...change,
    path: here,
    ...(there === here ? {} : { basePath: there }),
    ...(embedded === undefined
      ? {}
      : {
          embedded:
            embedded.format === 'text'
              ? embedded
              : { ...embedded, changes: embedded.changes.map(changeData) },
        }),
  };
}

function positionOf(manifest: Entry['example']['before'], path: Path): Location | undefined {
  return manifest?.locate(path);
}
