import { describe, expect, test } from 'vitest';
import { checkFilter, inScope } from '../../src/synth/filter.ts';

const known = {
  environments: ['dev', 'production'],
  targets: ['hub', 'eu-central-1'],
  apps: ['receipt-api'],
};

describe('what to render', () => {
  test('a path belongs to the filter by its first three folders', () => {
    expect(inScope({}, 'dev/hub/argocd/A.yaml')).toBe(true);
    expect(inScope({ environment: 'dev', region: 'hub', app: 'argocd' }, 'dev/hub/argocd/A.yaml')).toBe(true);
    expect(inScope({ region: 'eu-central-1' }, 'dev/hub/argocd/A.yaml')).toBe(false);
    expect(inScope({ app: 'argocd' }, 'README.md')).toBe(false);
  });

  test('each unknown name is told with what there is', () => {
    expect(checkFilter({ environment: 'prodution', region: 'mars', app: 'receipt-api' }, known)).toEqual([
      {
        severity: 'unjudged',
        rule: 'unknown-environment',
        message: '--env prodution: there is no such environment',
        allowed: 'dev, production',
        next: 'did you mean production?',
      },
      {
        severity: 'unjudged',
        rule: 'unknown-region',
        message: '--region mars: there is no such region',
        allowed: 'hub, eu-central-1',
      },
    ]);
  });
});
