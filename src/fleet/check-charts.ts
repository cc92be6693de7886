import type { Path } from '../manifest/path.ts';
import type { Finding, Location } from '../report/finding.ts';
import { suggest } from '../report/suggest.ts';
import type { AppSource, Fleet } from './fleet.ts';

/** Whether Argo CD may install an app's charts: its product lists the repositories it trusts. */
export function checkChartRepositories(app: AppSource, { products }: Fleet): Finding[] {
  const product = products.find(({ name }) => name === app.product);
  if (!product) return [];
  const trusted = product.data.chartRepositories ?? [];
  return Object.entries(app.declaration.charts ?? {}).flatMap(([name, { repository }]) => {
    if (trusted.includes(repository)) return [];
    const finding: Finding = {
      severity: 'unjudged',
      rule: 'untrusted-chart-repository',
      message: `${app.name}: chart ${name} comes from ${repository}, which ${product.name} does not install from`,
      location: app.locate(['charts', name, 'repository']),
      allowed: trusted.join(', ') || 'no chart at all',
      next: `add it to chartRepositories in ${product.file}`,
    };
    return [finding];
  });
}

/** Versions of charts that the app does not have. */
export function checkChartNames(
  app: AppSource,
  versions: Readonly<Record<string, string>>,
  locate: (path: Path) => Location,
): Finding[] {
  const known = Object.keys(app.declaration.charts ?? {});
  return Object.keys(versions)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      severity: 'unjudged',
      rule: 'unknown-chart',
      message: `${app.name} has no chart ${name}, so its version says nothing`,
      location: locate(['charts', name]),
      allowed: known.join(', ') || 'none: it has no charts',
      next: suggest(name, known, 'remove it'),
    }));
}
