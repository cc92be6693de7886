import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { onTestFinished } from 'vitest';
import { editFiles, writeFiles } from '../../src/cli/promote/files.ts';
import type { AppSource, Environment, Fleet } from '../../src/fleet/fleet.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import { type Promotion, promotionOf } from '../../src/promote/promotion.ts';
import { checkout } from '../support/checkout.ts';
import { temporaryFolder } from '../support/temporary.ts';

export const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

const app = (name: string, release?: string): AppSource => ({
  name,
  product: 'shop',
  declaration: {
    description: name,
    scope: 'region',
    tier: 1,
    load: { requestsPerSecondPerPod: 1, serviceTimeMs: 1, readySeconds: 1 },
    ...(release !== undefined && { release }),
    ...(name === 'search' && {
      charts: { index: { repository: 'https://charts.example', version: '1.0.0' } },
    }),
    settings: {},
  },
  locate: () => ({ file: `apps/shop/${name}/app.ts` }),
});

export const apps: readonly AppSource[] = [app('cart'), app('search')];

/** Releases by environment or `environment/region`, then by app: digits of digests. */
export type Releases = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const regions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  dev: { 'ap-northeast-1': 100 },
  staging: { 'ap-northeast-1': 60, 'us-west-2': 40 },
  production: { 'ap-northeast-1': 50, 'ap-northeast-3': 10, 'us-west-2': 40 },
};

const sources: Readonly<Record<string, string>> = { staging: 'dev', production: 'staging' };

/** A folder with dev → staging → production, which has these releases, and `more` at the end of these files. */
export function fleetFolder(
  releases: Releases,
  more: Readonly<Record<string, string>> = {},
  whenFinished?: typeof onTestFinished,
): string {
  const listed = (place: string): string => {
    const lines = Object.entries(releases[place] ?? {}).map(
      ([name, digit]) => `  ${name}: ${digest(digit)} # ${digit}.0.0\n`,
    );
    return lines.length === 0 ? '' : `\n# Who has what.\nreleases:\n${lines.join('')}`;
  };
  const files: Record<string, string> = {
    'environments/regions.yaml': readFileSync(join(checkout, 'environments/regions.yaml'), 'utf8'),
  };
  for (const [name, ofName] of Object.entries(regions)) {
    const from = sources[name];
    files[`environments/${name}/environment.yaml`] =
      `${from === undefined ? '' : `promotesFrom: ${from}\n`}hub: ap-northeast-1
account: '111122223333' # of ${name}
domain: ${name}.example
repository: https://git.example/shop
revision: main
registry: registry.example
${listed(name)}${more[name] ?? ''}`;
    for (const [region, share] of Object.entries(ofName)) {
      const place = `${name}/${region}`;
      files[`environments/${place}.yaml`] =
        `# ${place}\nloadSharePercent: ${share}\n${listed(place)}${more[place] ?? ''}`;
    }
  }
  return temporaryFolder(files, whenFinished);
}

export function environmentOf(fleet: Fleet, name: string): Environment {
  const found = fleet.environments.find((each) => each.name === name);
  if (!found) throw new Error(JSON.stringify(fleet.findings));
  return found;
}

/** What `plumb promote` does to the data; the files are written unless it is refused. */
export function promote(folder: string, from: string, to: string, wave?: number): Promotion {
  const fleet = loadFleet(folder);
  const promotion = promotionOf(apps, {
    from: environmentOf(fleet, from),
    to: environmentOf(fleet, to),
    wave,
  });
  if (promotion.findings.every(({ severity }) => severity !== 'unjudged'))
    writeFiles(folder, join(folder, 'dist'), editFiles(folder, promotion.edits), () => undefined);
  return promotion;
}
