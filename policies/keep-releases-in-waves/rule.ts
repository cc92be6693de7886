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
      let current: string | undefined;
      let changes = 0;
      for (const [index, [, wave]] of waves.entries()) {
        const next = waves[index + 1]?.[1].map(({ image }) => image) ?? [];
        // Of several in one wave, the one that goes on comes last.
        const others = wave
          .filter(({ image }) => image !== current)
          .sort((a, b) => Number(next.includes(a.image)) - Number(next.includes(b.image)));
        for (const [image, [first]] of Map.groupBy(others, (each) => each.image)) {
          if (current !== undefined) changes += 1;
          current = image;
          if (changes < 2 || first === undefined) continue;
          yield first.workload.violation(
            first.path,
            `${first.region} runs ${image.slice(image.indexOf('@') + 1).slice(0, 19)} of ${first.workload.name} out of turn: releases go from the least loaded region to the most, and one at a time; finish or take back the one before`,
          );
        }
      }
    }
  },
});

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
