import { expect, test } from 'vitest';
import { runPlumb } from '../../support/plumb.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** The command builds and starts what it needs, asks, and leaves nothing behind. */
test('dev and staging are allowed by a real API server too', { timeout: 300_000 }, async () => {
  const env = { XDG_STATE_HOME: temporaryFolder() };
  const asked = ['dist/dev', 'dist/staging', '--engine', 'apiserver', '--today', '2026-11-22'];
  const { code, stdout } = await runPlumb(['policy', 'check', ...asked], { env });
  expect(stdout).toMatch(
    /^plumb policy check: \d{3,} objects judged by \d+ policies: \d+ allowed, \d+ skipped; \d+ fleet rules: 0 violations/m,
  );
  expect(stdout).not.toContain('unjudged');
  expect(code).toBe(0);
});
