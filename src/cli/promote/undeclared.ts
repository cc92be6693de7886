import type { Environment } from '../../fleet/fleet.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { type NamedRendering, undeclaredDifferences } from '../../promote/undeclared.ts';
import type { Finding } from '../../report/finding.ts';
import { type PlacedApp, placeApps } from '../../synth/contexts.ts';
import { guardApps } from '../../synth/guard.ts';
import { renderApp } from '../../synth/render.ts';
import type { Repository } from '../../synth/repository.ts';
import type { Judges } from '../../synth/synthesize.ts';
import { assignWaves } from '../../synth/waves.ts';

/**
 * What apps do differently in `to` because they know it by name: see src/promote/undeclared.ts. Rendered from the data of
 * both: a region, or an app that is switched on, may be there in one of them only.
 */
export async function findUndeclared(
  repository: Repository,
  from: Environment,
  to: Environment,
  app: string | undefined,
  { facts }: Judges,
): Promise<readonly Finding[]> {
  const { waves } = assignWaves(repository.apps);
  const placed = [from, to].flatMap(({ name }) => placeApps(repository, waves, { environment: name, app }));
  // What apps leave unawaited is told where they render for what there is.
  const { result } = await guardApps(repository.root, async () =>
    undeclaredDifferences(placed.map(namedRendering), from.name, to.name, facts),
  );
  return result;
}

function namedRendering(placed: PlacedApp): NamedRendering {
  const { context, source } = placed;
  return {
    app: context.app,
    location: { file: source },
    render: (name): KubernetesObject[] =>
      renderApp({
        ...placed,
        context: { ...context, environment: { ...context.environment, name } },
      }).objects.map(({ object }) => object),
  };
}
