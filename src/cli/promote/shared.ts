import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Finding } from '../../report/finding.ts';

/**
 * Files of environments and regions that are links to one file: what is promoted to one would be promoted to the others,
 * whatever the wave.
 *
 * @param edited those that change, from the repository
 */
export function sharedFiles({ root, environments }: Fleet, edited: readonly string[]): Finding[] {
  const placeOf = (file: string): string => realpathSync(join(root, file));
  const all = environments.flatMap(({ file, regions }) => [file, ...regions.map((region) => region.file)]);
  const places = Map.groupBy(all, placeOf);
  return edited.flatMap((file): Finding[] => {
    const others = places.get(placeOf(file))?.filter((each) => each !== file) ?? [];
    if (others.length === 0) return [];
    return [
      {
        severity: 'unjudged',
        rule: 'shared-file',
        message: `leads to the same file as ${others.join(', ')}, where the release would change too`,
        location: { file },
        next: 'make each a file of its own',
      },
    ];
  });
}
