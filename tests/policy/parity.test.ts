import { expect, test } from 'vitest';
import recorded from './parity/recorded.json' with { type: 'json' };
import { askOffline, differences, requests } from './parity.ts';

test('the offline engine says what the API server said', () => {
  expect(differences(recorded)).toEqual([]);
});

test('and leaves undecided only what no manifest tells', () => {
  const { answers, undecided } = askOffline();
  const warnings = Object.values(answers).flatMap((answer) => answer.warnings);
  expect(Object.keys(answers)).toHaveLength(requests.length);
  expect(warnings.length).toBeGreaterThan(400);
  expect(undecided).toMatchInlineSnapshot(`
    {
      "CREATE ConfigMap default/generated- v1": [
        "request-fields: request.name is known only when the request is made",
        "error-ignored: request.name is known only when the request is made",
        "messages: metadata.name is filled by the API server",
        "messages: metadata.name is filled by the API server",
      ],
      "UPDATE Deployment.apps parity-b/standing apps/v1": [
        "update-only: metadata.uid is filled by the API server",
      ],
    }
  `);
});
