import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { unknownName } from '../../synth/filter.ts';
import { guardApps } from '../../synth/guard.ts';
import { type Repository, readRepository } from '../../synth/repository.ts';

/**
 * The repository, of which an app may lack a release in some environment: promoting may be what brings it.
 *
 * @throws {InputError} if anything else is wrong with it
 */
export async function readForPromotion(root: string): Promise<Repository> {
  const { result, findings } = await guardApps(root, () => readRepository(root));
  const wrong = [...result.findings, ...findings].filter(({ rule }) => rule !== 'missing-release');
  if (wrong.length > 0) throw new InputError(wrong);
  return result;
}

/**
 * The environments and apps of these names.
 *
 * @param app only this one. Default: all apps
 * @throws {InputError} if something is called otherwise
 */
export function named(
  { fleet, apps }: Repository,
  environments: readonly string[],
  app?: string,
): { readonly environments: Repository['fleet']['environments']; readonly apps: Repository['apps'] } {
  const known = fleet.environments.map(({ name }) => name);
  const misses: Finding[] = [
    ...environments.flatMap((name) => unknownName('environment', 'environment', name, known)),
    ...unknownName(
      '--app',
      'app',
      app,
      apps.map(({ name }) => name),
    ),
  ];
  if (misses.length > 0) throw new InputError(misses);
  return {
    environments: environments.flatMap((name) => fleet.environments.find((each) => each.name === name) ?? []),
    apps: apps.filter(({ name }) => name === (app ?? name)),
  };
}
