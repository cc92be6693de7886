import type { DriftTarget, FieldDrift, ObjectDrift, UnjudgedPart } from '../../src/drift/run.ts';
import { noCounts } from '../../src/drift/run.ts';

/** The night of a day in January. */
export const night = (day: number): string => `2026-01-${String(day).padStart(2, '0')}T02:00:00.000Z`;

export const field = (where: string, about: Partial<FieldDrift> = {}): FieldDrift => ({
  kind: 'changed',
  where,
  path: where,
  basePath: where,
  before: 1,
  after: 2,
  cause: 'person',
  owners: [{ manager: 'kubectl-edit', operation: 'Update', time: '2026-01-01T10:00:00Z' }],
  ...about,
});

export const deployment = (name: string, ...fields: readonly FieldDrift[]): ObjectDrift => ({
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name,
  result: 'drifted',
  application: 'shop',
  fields,
});

export const missing = (name: string): ObjectDrift => ({
  group: '',
  kind: 'ConfigMap',
  namespace: 'shop',
  name,
  result: 'missing',
  application: 'shop',
  fields: [],
});

export const forbiddenSecrets: UnjudgedPart = {
  group: '',
  kind: 'Secret',
  namespace: '',
  name: '',
  reason: 'forbidden',
  message: 'no',
  objects: 3,
};

export function target(
  name: string,
  day: number,
  objects: readonly ObjectDrift[] = [],
  about: Partial<DriftTarget> = {},
): DriftTarget {
  const [environment = '', region = ''] = name.split('/');
  const count = (result: string): number => objects.filter((each) => each.result === result).length;
  return {
    target: name,
    environment,
    region,
    context: `${environment}-${region}`,
    state: 'judged',
    startedAt: night(day).replace('02:00', '01:59'),
    finishedAt: night(day),
    counts: { ...noCounts, clean: 10, drifted: count('drifted'), missing: count('missing') },
    objects,
    unjudged: [],
    ...about,
  };
}
