import type { Finding } from '../report/finding.ts';
import { didYouMean, nearest } from '../report/suggest.ts';

/** What to render; an absent field means all. */
export interface Filter {
  readonly environment?: string | undefined;
  /** A region's name, `hub` or `global`. */
  readonly region?: string | undefined;
  readonly app?: string | undefined;
}

/** The three folder names that say what a rendered file belongs to: `<environment>/<target>/<app>`. */
export interface Place {
  readonly environment: string;
  readonly target: string;
  readonly app: string;
}

export function matches(filter: Filter, place: Place): boolean {
  return (
    (filter.environment ?? place.environment) === place.environment &&
    (filter.region ?? place.target) === place.target &&
    (filter.app ?? place.app) === place.app
  );
}

/** Whether a file below the output folder belongs to what the filter selects; so also files no app produces any more. */
export function inScope(filter: Filter, path: string): boolean {
  const [environment = '', target = '', app = ''] = path.split('/');
  return matches(filter, { environment, target, app });
}

/** A finding for each name in the filter that nothing bears. */
export function checkFilter(
  filter: Filter,
  known: {
    readonly environments: readonly string[];
    readonly targets: readonly string[];
    readonly apps: readonly string[];
  },
): Finding[] {
  return [
    ...unknownName('--env', 'environment', filter.environment, known.environments),
    ...unknownName('--region', 'region', filter.region, known.targets),
    ...unknownName('--app', 'app', filter.app, known.apps),
  ];
}

/** For names that exist, but not together. Silence would look like success. */
export function nothingSelected({ environment, region, app }: Filter): Finding {
  const named = { '--env': environment, '--region': region, '--app': app };
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  return {
    severity: 'unjudged',
    rule: 'nothing-selected',
    message: `${given.map((pair) => pair.join(' ')).join(' ')}: no app is rendered there`,
    next: 'leave one of them out, or see with plumb explain where the app runs',
  };
}

export function unknownName(
  option: string,
  noun: string,
  value: string | undefined,
  candidates: readonly string[],
): Finding[] {
  if (value === undefined || candidates.includes(value)) return [];
  const suggestion = nearest(value, candidates);
  return [
    {
      severity: 'unjudged',
      rule: `unknown-${noun}`,
      message: `${option} ${value}: there is no such ${noun}`,
      allowed: candidates.join(', '),
      ...(suggestion !== undefined && { next: didYouMean(suggestion) }),
    },
  ];
}
