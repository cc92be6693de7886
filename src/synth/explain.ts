import { type ExplainedValue, explainApp } from '../fleet/explain.ts';
import type { Environment, EnvironmentRegion } from '../fleet/fleet.ts';
import { resolveApp } from '../fleet/resolve.ts';
import { formatLocation } from '../report/content.ts';
import type { Document } from '../report/document.ts';
import { InputError } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import type { DiscoveredApp } from './discover.ts';
import { unknownName } from './filter.ts';
import { guardApps } from './guard.ts';
import { readRepository } from './repository.ts';

export interface ExplainQuestion {
  readonly app: string;
  readonly environment: string;
  /** Needed for apps of region scope; hub and global apps exist once per environment and take none. */
  readonly region?: string | undefined;
}

/**
 * Every value that an app is rendered with in one target, and where it was written down.
 *
 * @throws {InputError} when the sources are broken, or there is no such app, environment or region.
 */
export async function explain(root: string, question: ExplainQuestion): Promise<Document> {
  const { result, findings } = await guardApps(root, () => readRepository(root));
  const { fleet, apps } = result;
  const wrong = [...result.findings, ...findings];
  if (wrong.length > 0) throw new InputError(wrong);
  const { app, environment, region } = select(apps, fleet.environments, question);
  const values = explainApp(fleet, app, environment, region);
  const target = `${environment.name}/${region?.name ?? app.declaration.scope}`;
  const { enabled, origins } = resolveApp(app, environment, region);
  const switchedOff = `${app.name} does not run in ${target}: ${formatLocation(origins.originOf(['enabled']))} switches it off`;
  return {
    title: 'plumb explain',
    summary: enabled ? `${app.name} in ${target}: ${values.length} values` : switchedOff,
    sections: [
      {
        type: 'table',
        columns: ['value', 'from', 'is'],
        rows: values.map((value) => [value.path, formatLocation(value.origin), describe(value)]),
      },
    ],
    data: { app: app.name, product: app.product, target, enabled, values: values satisfies ExplainedValue[] },
  };
}

function select(
  apps: readonly DiscoveredApp[],
  environments: readonly Environment[],
  question: ExplainQuestion,
): { app: DiscoveredApp; environment: Environment; region?: EnvironmentRegion } {
  const app = apps.find(({ name }) => name === question.app);
  const environment = environments.find(({ name }) => name === question.environment);
  if (!app || !environment) {
    throw new InputError([
      ...unknownName('app', 'app', question.app, namesOf(apps)),
      ...unknownName('--env', 'environment', question.environment, namesOf(environments)),
    ]);
  }
  const { scope } = app.declaration;
  if (scope !== 'region') {
    if (question.region === undefined || question.region === scope) return { app, environment };
    throw new InputError([regionlessFinding(app, question.region)]);
  }
  const region = environment.regions.find(({ name }) => name === question.region);
  if (region) return { app, environment, region };
  const regions = namesOf(environment.regions);
  throw new InputError(
    question.region === undefined
      ? [missingRegionFinding(app, regions)]
      : unknownName('--region', 'region', question.region, regions),
  );
}

function regionlessFinding(app: DiscoveredApp, region: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'unknown-region',
    message: `--region ${region}: ${app.name} exists once per environment (scope ${app.declaration.scope})`,
    next: 'leave --region out',
  };
}

function missingRegionFinding(app: DiscoveredApp, regions: readonly string[]): Finding {
  return {
    severity: 'unjudged',
    rule: 'unknown-region',
    message: `${app.name} runs in regions, so --region is needed`,
    allowed: regions.join(', '),
    next: `add --region, e.g. --region ${regions[0]}`,
  };
}

function namesOf(named: readonly { readonly name: string }[]): string[] {
  return named.map(({ name }) => name);
}

function describe({ value, overridden }: ExplainedValue): string {
  const others = overridden.map(
    (setting) => `${JSON.stringify(setting.value)} (${formatLocation(setting.origin)})`,
  );
  return [JSON.stringify(value), ...others].join(', instead of ');
}
