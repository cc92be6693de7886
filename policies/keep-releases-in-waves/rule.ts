import { defineRule, type FleetEnvironment, type FleetObject } from '#plumb';

/** An image of a workload, in one region. */
interface Release {
  readonly region: string;
  readonly loadSharePercent: number;
  readonly workload: FleetObject;
  readonly container: string;
  readonly image: string;
  readonly path: readonly (string | number)[];
}

/**
 * A release goes from the least loaded region to the most, and the next one starts when it has arrived. So in that
 * order, images of one container change at most once; regions of equal load may go in any order.
 */
export default defineRule({
  controls: ['delivery/waves'],

  *perEnvironment(environment) {
    const byContainer = Map.groupBy(releasesIn(environment), ({ workload, container }) =>
      [workload.type, workload.namespace, workload.name, container].join(' '),
    );
    for (const releases of byContainer.values()) {
      const waves = [...Map.groupBy(releases, (release) => release.loadSharePercent)].sort(
        ([a], [b]) => a - b,
      );
      let current: Release | undefined;
      let changes = 0;
      const seen = new Map<string, Release>();
      for (const [index, [, wave]] of waves.entries()) {
        const next = waves[index + 1]?.[1].map(({ image }) => image) ?? [];
        // Of several in one wave, the one that goes on comes last.
        const others = wave
          .filter(({ image }) => image !== current?.image)
          .sort((a, b) => Number(next.includes(a.image)) - Number(next.includes(b.image)));
        for (const [image, [first]] of Map.groupBy(others, (each) => each.image)) {
          if (first === undefined) continue;
          const ahead = current;
          current = first;
          const behind = seen.get(image);
          if (behind === undefined) seen.set(image, first);
          if (ahead !== undefined) changes += 1;
          if (ahead === undefined || changes < 2) continue;
          yield behind === undefined ? outOfTurn(first) : leftBehind(behind, ahead);
        }
      }
    }
  },
});

function outOfTurn(release: Release) {
  return release.workload.violation(
    release.path,
    `${release.region} runs ${digestOf(release)} of ${release.workload.name} out of turn: releases go from the least loaded region to the most, and one at a time; finish or take back the one before`,
  );
}

/** Regions after the one ahead run this release again: the one that has not moved is wrong, or the one that has. */
function leftBehind(release: Release, ahead: Release) {
  return release.workload.violation(
    release.path,
    `${release.region} still runs ${digestOf(release)} of ${release.workload.name}, though ${ahead.region} after it runs ${digestOf(ahead)}: releases go from the least loaded region to the most; give ${release.region} the release of ${ahead.region}, or take that back`,
  );
}

/** Enough of it to tell releases apart. */
function digestOf({ image }: Release): string {
  return image.slice(image.indexOf('@') + 1).slice(0, 19);
}

/** Of regions whose share of the load is known. */
function releasesIn({ clusters }: FleetEnvironment): Release[] {
  return clusters.flatMap((cluster) =>
    cluster.ofType('plumbline.dev/Region').flatMap((region) =>
      cluster.workloads().flatMap(({ object, pods }) =>
        pods.containers.flatMap(({ value, path }): Release[] => {
          const { name, image } = value;
          if (typeof name !== 'string' || typeof image !== 'string') return [];
          const loadSharePercent = region.number('spec.loadSharePercent') ?? 0;
          const place = { region: region.name, loadSharePercent, workload: object };
          return [{ ...place, container: name, image, path: [...path, 'image'] }];
        }),
      ),
    ),
  );
}
