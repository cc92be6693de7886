import { expect, test } from 'vitest';
import { append, edit, problems } from './fixture.ts';

/** Settings that have the right shape, once all layers are merged, and cannot work. */

test('min above max within an app', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', 'minReplicas: 2', 'minReplicas: 12'),
    edit('environments/production/environment.yaml', '      maxReplicas: 20\n', '      minReplicas: 13\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:12:20: unjudged[min-above-max]: cart: minReplicas (12) is more than maxReplicas (10)
      allowed: minReplicas from 0 to 10
      next: lower minReplicas, or raise maxReplicas"
  `);
});

test('min above max across layers: the layer that brings it about is shown', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', 'maxReplicas: 20', 'maxReplicas: 1'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:16:20: unjudged[min-above-max]: cart: minReplicas (2) is more than maxReplicas (1); see apps/shop/cart/app.ts:12:20
      allowed: minReplicas from 0 to 1
      next: lower minReplicas, or raise maxReplicas"
  `);
});

test('zero replicas with CPU alone', async () => {
  const told = await problems(
    edit(
      'apps/shop/search/app.ts',
      'replicas: 2',
      'scaling: { minReplicas: 0, maxReplicas: 3, cpuPercent: 70 }',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:10:88: unjudged[cannot-scale-from-zero]: search: minReplicas is 0 and only cpuPercent decide: without a pod there is no use, and nothing would wake it
      allowed: at least 1
      next: raise minReplicas, or add a target that exists without pods, such as queueLengthPerPod"
  `);
});

test('scaling without anything that decides', async () => {
  const told = await problems(
    edit('apps/shop/search/app.ts', 'replicas: 2', 'scaling: { minReplicas: 1, maxReplicas: 3 }'),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/search/app.ts:10:73: unjudged[no-scaling-target]: search: nothing decides on the replicas: no target and no schedule
      allowed: cpuPercent, memoryPercent, networkMegabitsPerSecondPerPod, predictedRequestsPerSecondPerPod, queueLengthPerPod, requestsPerSecondPerPod, latencyMilliseconds, schedules
      next: add one, or set replicas instead of scaling"
  `);
});

test('replicas beside scaling', async () => {
  const told = await problems(
    append('environments/production/ap-northeast-1.yaml', 'apps:\n  cart: { replicas: 3 }\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml:5:21: unjudged[replicas-beside-scaling]: cart: replicas (3) beside scaling: the scaler owns the number of replicas; see environments/production/environment.yaml:16:7
      next: remove replicas, or scaling"
  `);
});

test('a fallback outside the bounds', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', 'fallbackReplicas: 3', 'fallbackReplicas: 30'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:19:25: unjudged[fallback-out-of-bounds]: cart: fallbackReplicas (30) is outside minReplicas (2) to maxReplicas (10)
      allowed: 2 to 10"
  `);
});

test('a fallback without a metric to stand in for', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', 'requestsPerSecondPerPod: 40', 'cpuPercent: 70'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:19:25: unjudged[fallback-without-metric]: cart: fallbackReplicas stands in for no metric: cpu, memory, latency and schedules have no fallback in KEDA
      allowed: beside one of networkMegabitsPerSecondPerPod, predictedRequestsPerSecondPerPod, queueLengthPerPod, requestsPerSecondPerPod
      next: add such a target, or remove fallbackReplicas"
  `);
});

test('a schedule above the maximum', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', 'replicas: 4', 'replicas: 40'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:16:93: unjudged[schedule-out-of-bounds]: cart: schedule day holds 40 replicas, more than maxReplicas (10)
      allowed: 3 to 10
      next: lower it, or raise maxReplicas"
  `);
});

test('a schedule that changes nothing', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', 'replicas: 4', 'replicas: 2'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:16:93: unjudged[schedule-out-of-bounds]: cart: schedule day holds 2 replicas, which minReplicas (2) does at any time
      allowed: 3 to 10
      next: raise it, or lower minReplicas"
  `);
});

test('schedules that overlap', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', '0 22 * * *', '0 17 * * *'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:17:16: unjudged[overlapping-schedules]: cart: schedules day and night overlap, e.g. at 2028-01-03 17:00 Asia/Tokyo
      allowed: windows that do not overlap; where two do, the higher number of replicas would silently win
      next: end one before the other starts"
  `);
});

test('schedules that overlap across time zones', async () => {
  const told = await problems(
    edit(
      'environments/production/eu-central-1.yaml',
      '        day: { timezone: Europe/Berlin }\n',
      '        day: { timezone: America/New_York }\n',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/eu-central-1.yaml:7:16: unjudged[overlapping-schedules]: cart: schedules day and night overlap, e.g. at 2028-01-03 21:00 UTC
      allowed: windows that do not overlap; where two do, the higher number of replicas would silently win
      next: end one before the other starts"
  `);
});

test('a schedule that ends when it starts', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "end: '0 18 * * 1-5'", "end: '0 8 * * 1-5'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:16:67: unjudged[empty-window]: cart: the window ends when it starts (0 8 * * 1-5), so it never holds
      allowed: an end other than the start"
  `);
});

test('a cron expression of four fields', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "start: '0 22 * * *'", "start: '0 22 * *'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:17:49: unjudged[wrong-value]: \`settings.scaling.schedules.night.start\` is "0 22 * *"
      allowed: five cron fields separated by single spaces, e.g. 0 9 * * 1-5"
  `);
});

test('Sunday as 7', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "start: '0 22 * * *'", "start: '0 22 * * 7'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:17:49: unjudged[invalid-cron]: cart: "0 22 * * 7": the day of the week is 7
      allowed: 0 to 6 or sun to sat, as 1, 1-5, 1,3, */2 or *
      next: write Sunday as 0"
  `);
});

test('a day that never comes', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "start: '0 22 * * *'", "start: '0 22 30 2 *'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:17:49: unjudged[invalid-cron]: cart: "0 22 30 2 *" never comes: no such month has that day
      allowed: a day that the month has"
  `);
});

test('a time zone that there is not', async () => {
  const told = await problems(
    edit(
      'environments/production/eu-central-1.yaml',
      '        day: { timezone: Europe/Berlin }\n',
      '        day: { timezone: Europe/berlin }\n',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/eu-central-1.yaml:6:26: unjudged[unknown-time-zone]: cart: there is no time zone Europe/berlin
      allowed: a name of the tz database such as Asia/Tokyo, Europe/Berlin or UTC
      next: did you mean Europe/Berlin?"
  `);
});

test('a formula without a target', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', '      fallbackReplicas: 3', "      formula: 'requests'"),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:19:16: unjudged[formula-without-target]: cart: formula has no target
      next: add scaling.formulaTarget: what one pod should see of the formula, on average"
  `);
});

test('a formula that names no trigger', async () => {
  const told = await problems(
    edit(
      'apps/shop/cart/app.ts',
      '      fallbackReplicas: 3',
      "      formula: 'max(request, day)', formulaTarget: 4",
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:19:16: unjudged[unknown-trigger]: cart: the formula names request, which is no trigger here
      allowed: day, night, requests
      next: did you mean requests?"
  `);
});

test('a formula whose brackets do not match', async () => {
  const told = await problems(
    edit(
      'apps/shop/cart/app.ts',
      '      fallbackReplicas: 3',
      "      formula: 'max(requests, day', formulaTarget: 4",
    ),
  );
  expect(told).toMatchInlineSnapshot(
    `"apps/shop/cart/app.ts:19:16: unjudged[invalid-formula]: cart: brackets of the formula do not match: max(requests, day"`,
  );
});

test('a target without a formula', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', '      fallbackReplicas: 3', '      formulaTarget: 4'),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:19:22: unjudged[formula-without-target]: cart: formulaTarget has no formula that it is the target of
      next: add formula, or remove formulaTarget"
  `);
});

test('a fallback that KEDA would ignore', async () => {
  const told = await problems(
    edit(
      'apps/shop/cart/app.ts',
      '      fallbackReplicas: 3',
      "      fallbackReplicas: 3, formula: 'requests', formulaTarget: 2.5",
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:19:64: unjudged[fallback-ignored]: cart: formulaTarget is 2.5, and KEDA silently ignores the fallback unless it is whole
      allowed: a whole number where fallbackReplicas is set
      next: multiply the formula and its target by the same number"
  `);
});

test('a pace without an amount', async () => {
  const told = await problems(
    edit(
      'apps/shop/cart/app.ts',
      '      fallbackReplicas: 3',
      '      scaleUp: { stabilizationSeconds: 0, periodSeconds: 15 }',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:19:16: unjudged[empty-pace]: cart: scaleUp says how often, but not by how much
      allowed: percent, pods or both"
  `);
});

test('a cooldown shorter than a poll', async () => {
  const told = await problems(
    edit(
      'apps/shop/cart/app.ts',
      '      fallbackReplicas: 3',
      '      pollingSeconds: 60, cooldownSeconds: 30',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:19:44: unjudged[cooldown-below-polling]: cart: cooldownSeconds (30) is shorter than pollingSeconds (60), so one look is enough to go to zero
      allowed: at least 60"
  `);
});

test('canary weights that fall', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', 'weightsPercent: [10, 50]', 'weightsPercent: [50, 10]'),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:21:36: unjudged[weights-not-rising]: cart: weight 10 comes after 50
      allowed: 51 to 99: each weight above the one before"
  `);
});

test('an override of a block that nobody filled', async () => {
  const told = await problems(
    append(
      'environments/production/ap-northeast-1.yaml',
      'apps:\n  search: { canary: { pauseSeconds: 30 } }\n',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml:5:21: unjudged[missing-key]: search: \`settings.canary\` lacks \`maxErrorRatePercent\`
      allowed: a number above 0, at most 100
      next: add \`maxErrorRatePercent\`: Share of failed requests above which the release is aborted
    environments/production/ap-northeast-1.yaml:5:21: unjudged[missing-key]: search: \`settings.canary\` lacks \`maxLatencyMilliseconds\`
      allowed: a number above 0
      next: add \`maxLatencyMilliseconds\`: 95th percentile of the latency above which the release is aborted
    environments/production/ap-northeast-1.yaml:5:21: unjudged[missing-key]: search: \`settings.canary\` lacks \`weightsPercent\`
      allowed: a list of at least 1: a whole number from 1 to 99
      next: add \`weightsPercent\`: Traffic shares of the new version, rising; 100 is implied at the end"
  `);
});

test('a backup that takes longer than may be lost', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', 'durationMinutes: 10', 'durationMinutes: 60'));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:22:58: unjudged[recovery-point-missed]: cart: a backup may take 60 minutes, but at most 60 minutes may be lost
      allowed: less than recoveryPointMinutes (60): the interval and the duration share it
      next: make backups faster, or allow more to be lost"
  `);
});

test('a limit below the request', async () => {
  const told = await problems(edit('apps/shop/cart/app.ts', "cpu: '500m'", "cpu: '500m', cpuLimit: '250m'"));
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:10:41: unjudged[limit-below-request]: cart: cpuLimit (250m) is less than the request (500m)
      allowed: at least 500m
      next: raise cpuLimit, or remove it so that idle CPU is usable"
  `);
});

test('a secret in plain sight', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', "LOG_LEVEL: 'info'", "DATABASE_PASSWORD: 'hunter2'"),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:23:34: unjudged[secret-in-config]: cart: config.DATABASE_PASSWORD looks like a secret, and what is in git is no secret
      next: keep it in the secret store and bind it as an ExternalSecret in app.ts"
  `);
});

test('a password in an address, whatever the variable is called', async () => {
  const told = await problems(
    edit('apps/shop/cart/app.ts', "LOG_LEVEL: 'info'", "CACHE_URL: 'redis://:hunter2@cache:6379'"),
  );
  expect(told).toMatchInlineSnapshot(`
    "apps/shop/cart/app.ts:23:26: unjudged[secret-in-config]: cart: config.CACHE_URL looks like a secret, and what is in git is no secret
      next: keep it in the secret store and bind it as an ExternalSecret in app.ts"
  `);
});

test('a variable that is no text', async () => {
  const told = await problems(
    append('environments/production/ap-northeast-1.yaml', 'apps:\n  cart: { config: { PORT: 8080 } }\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml:5:27: unjudged[wrong-type]: \`apps.cart.config.PORT\` is 8080
      allowed: text
      next: put it in quotes"
  `);
});

test('a chart that the app does not have', async () => {
  const told = await problems(
    append('environments/dev/environment.yaml', 'apps:\n  gitops: { charts: { argocd: 1.0.1 } }\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/dev/environment.yaml:11:31: unjudged[unknown-chart]: gitops has no chart argocd, so its version says nothing
      allowed: argo-cd
      next: did you mean argo-cd?"
  `);
});
