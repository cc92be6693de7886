import { expect, test } from 'vitest';
import { runPlumb } from '../support/plumb.ts';

test('production complies with every control that our policies serve', async () => {
  const { code, stdout } = await runPlumb(['policy', 'report', '-o', 'json', '--today', '2026-11-22']);
  const { findings, result } = JSON.parse(stdout);
  expect(findings).toEqual([]);
  expect(code).toBe(0);
  expect(result.totals).toMatchObject({ violated: 0, undecided: 0 });
  const environments = new Set(
    result.compliance.map(({ environment }: { readonly environment: string }) => environment),
  );
  expect(environments).toEqual(new Set(['dev', 'production', 'staging']));
  expect(result.compliance).toContainEqual({
    environment: 'production',
    target: 'us-west-2',
    control: 'pss/restricted',
    judged: expect.any(Number),
    compliant: expect.any(Number),
    violations: 0,
    undecided: 0,
    exemptions: 0,
  });
});

test('what cannot be read is told beside the rest', async () => {
  const { code, stdout } = await runPlumb(['policy', 'report', 'dist/dev/hub', 'nowhere']);
  expect(stdout).toContain('nowhere: unjudged[missing-file]');
  expect(stdout).toMatch(/gitops\/self-heal +8\/8/);
  expect(code).toBe(2);
});
