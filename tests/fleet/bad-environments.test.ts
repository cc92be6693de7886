import { expect, test } from 'vitest';
import { append, edit, problems, remove, write } from './fixture.ts';

/** Every way in which the files of environments can be wrong, and what is said about it. */

test('an unknown key, with what was meant', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', 'revision: main', 'revison: main'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:6:1: unjudged[unknown-key]: unknown key \`revison\`
      allowed: promotesFrom, hub, account, domain, repository, revision, registry, syncWindows, validationActions, releases, apps
      next: did you mean revision?"
  `);
});

test('an unknown key that resembles none', async () => {
  const told = await problems(append('environments/production/environment.yaml', 'colour: blue\n'));
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:17:1: unjudged[unknown-key]: unknown key \`colour\`
      allowed: promotesFrom, hub, account, domain, repository, revision, registry, syncWindows, validationActions, releases, apps
      next: remove it"
  `);
});

test('a missing key', async () => {
  const told = await problems(edit('environments/production/environment.yaml', 'revision: main\n', ''));
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:1:1: unjudged[missing-key]: the file lacks \`revision\`
      allowed: some text
      next: add \`revision\`: Branch that Argo CD reads"
  `);
});

test('a value of the wrong type', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', 'maxReplicas: 20', 'maxReplicas: twenty'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:16:20: unjudged[wrong-type]: \`apps.cart.scaling.maxReplicas\` is "twenty"
      allowed: a whole number of at least 1"
  `);
});

test('a key without a value', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', '      maxReplicas: 20\n', '      maxReplicas:\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:16:7: unjudged[wrong-type]: \`apps.cart.scaling.maxReplicas\` has no value
      allowed: a whole number of at least 1
      next: give it a value, or remove the key"
  `);
});

test('null, which removes nothing', async () => {
  const told = await problems(
    edit(
      'environments/production/environment.yaml',
      '      maxReplicas: 20\n',
      '      fallbackReplicas: null\n',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:16:25: unjudged[wrong-type]: \`apps.cart.scaling.fallbackReplicas\` has no value
      allowed: a whole number of at least 1
      next: give it a value, or remove the key"
  `);
});

test('a number where text is expected', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', "'444455556666'", '444455556666'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:3:10: unjudged[wrong-type]: \`account\` is 444455556666
      allowed: a 12-digit AWS account number
      next: put it in quotes"
  `);
});

test('a number out of bounds', async () => {
  const told = await problems(
    edit('environments/production/ap-northeast-1.yaml', 'loadSharePercent: 70', 'loadSharePercent: 700'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml:1:19: unjudged[wrong-value]: \`loadSharePercent\` is 700
      allowed: a whole number from 0 to 100"
  `);
});

test('a word that is none of the choices', async () => {
  const told = await problems(edit('environments/production/environment.yaml', 'kind: deny', 'kind: denied'));
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:9:13: unjudged[wrong-value]: \`syncWindows[0].kind\` is "denied"
      allowed: allow, deny"
  `);
});

test('a key of the wrong form', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', '  cart:\n    scaling:', '  Cart:\n    scaling:'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:14:3: unjudged[malformed-key]: \`apps\` has a key of the wrong form: "Cart"
      allowed: at most 63 lower-case letters, digits and dashes, starting with a letter and not ending with a dash
      next: rename it"
  `);
});

test('a tag instead of a digest', async () => {
  const told = await problems(
    edit(
      'environments/production/environment.yaml',
      'cart: sha256:1111111111111111111111111111111111111111111111111111111111111111',
      'cart: v1.2.3',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:11:9: unjudged[wrong-value]: \`releases.cart\` is "v1.2.3"
      allowed: sha256: followed by 64 lower-case hexadecimal digits
      next: a tag can move to another image: write the digest that it stands for now"
  `);
});

test('a digest cut short', async () => {
  const told = await problems(
    edit(
      'environments/production/environment.yaml',
      'cart: sha256:1111111111111111111111111111111111111111111111111111111111111111',
      'cart: sha256:111111111111111111111111111111111111111111111111111111111111111',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:11:9: unjudged[wrong-value]: \`releases.cart\` is "sha256:111111111111111111111111111111111111111111111111111…
      allowed: sha256: followed by 64 lower-case hexadecimal digits
      next: copy the digest once more: this one has 63 digits"
  `);
});

test('no digest for a released app', async () => {
  const told = await problems(
    edit(
      'environments/production/environment.yaml',
      '  cart: sha256:1111111111111111111111111111111111111111111111111111111111111111\n',
      '',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:10:1: unjudged[missing-release]: cart has no release in production/ap-northeast-1, production/eu-central-1
      allowed: releases.cart: sha256: followed by 64 lower-case hexadecimal digits
      next: add it to environments/production/environment.yaml, or a first one to the app as \`release\`, or set \`apps.cart.enabled: false\`"
  `);
});

test('a release of an app that does not exist', async () => {
  const told = await problems(
    edit('environments/production/ap-northeast-1.yaml', '  search: ', '  serach: '),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml:3:3: unjudged[unknown-app]: \`releases.serach\`: there is no app serach
      allowed: cart, gitops, search
      next: did you mean search?"
  `);
});

test('a release of an app that releases nothing', async () => {
  const told = await problems(
    edit(
      'environments/production/environment.yaml',
      'releases:\n',
      'releases:\n  gitops: sha256:4444444444444444444444444444444444444444444444444444444444444444\n',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:11:3: unjudged[needless-release]: \`releases.gitops\`: gitops runs no image of ours, so nothing would use this digest
      next: remove it, or set \`released: true\` in apps/platform/gitops/app.ts"
  `);
});

test('settings of an app that does not exist', async () => {
  const told = await problems(
    edit('environments/production/eu-central-1.yaml', '  search:\n', '  research:\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/eu-central-1.yaml:8:3: unjudged[unknown-app]: \`apps.research\`: there is no app research
      allowed: cart, gitops, search
      next: did you mean search?"
  `);
});

test('settings of an app that a region has no say in', async () => {
  const told = await problems(
    append(
      'environments/production/ap-northeast-1.yaml',
      'apps:\n  gitops: { charts: { argo-cd: 1.0.1 } }\n',
    ),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml:5:3: unjudged[override-without-effect]: \`apps.gitops\`: gitops exists once per environment (scope hub), so a region has no say in it
      next: move it to environments/production/environment.yaml"
  `);
});

test('regions that carry more than the whole load', async () => {
  const share = (percent: number) =>
    edit('environments/production/eu-central-1.yaml', 'loadSharePercent: 30', `loadSharePercent: ${percent}`);
  expect(await problems(share(80))).toMatchInlineSnapshot(`
    "environments/production/eu-central-1.yaml:1:19: unjudged[shares-above-whole]: the regions of production carry 150 percent of its load: eu-central-1 80, ap-northeast-1 70
      allowed: at most 100 in all regions of an environment together
      next: lower \`loadSharePercent\` where less of the load arrives"
  `);
  expect(await problems(share(0))).toBe('');
});

test('a file for a region that nobody knows', async () => {
  const told = await problems((folder) => {
    remove('environments/production/eu-central-1.yaml')(folder);
    write('environments/production/eu-centrall-1.yaml', 'loadSharePercent: 30\n')(folder);
  });
  expect(told).toMatchInlineSnapshot(`
    "environments/production/eu-centrall-1.yaml:1:1: unjudged[unknown-region]: environments/regions.yaml has no region eu-centrall-1, which this file is named after
      allowed: ap-northeast-1, eu-central-1
      next: rename the file to eu-central-1.yaml, or add the region's facts to environments/regions.yaml"
  `);
});

test('a hub that is no region of the environment', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', 'hub: ap-northeast-1', 'hub: ap-northeast-2'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:2:6: unjudged[unknown-hub]: \`hub\` is "ap-northeast-2", which is no region of this environment
      allowed: ap-northeast-1, eu-central-1
      next: did you mean ap-northeast-1?"
  `);
});

test('a promotion from nowhere', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', 'promotesFrom: dev', 'promotesFrom: deve'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:1:15: unjudged[unknown-environment]: \`promotesFrom\` names deve, which is no environment
      allowed: dev
      next: did you mean dev?"
  `);
});

test('a circle of promotions', async () => {
  const told = await problems(append('environments/dev/environment.yaml', 'promotesFrom: production\n'));
  expect(told).toMatchInlineSnapshot(`
    "environments/dev/environment.yaml:10:15: unjudged[cyclic-promotion]: releases would move in a circle: dev → production → dev
      allowed: a chain that starts at an environment without promotesFrom
      next: remove promotesFrom from one of dev, production"
  `);
});

test('an environment that promotes from itself', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', 'promotesFrom: dev', 'promotesFrom: production'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:1:15: unjudged[cyclic-promotion]: releases would move in a circle: production → production
      allowed: a chain that starts at an environment without promotesFrom
      next: remove promotesFrom from one of production"
  `);
});

test('a sync window at an hour that there is not', async () => {
  const told = await problems(edit('environments/production/environment.yaml', '0 18 * * 5', '0 25 * * 5'));
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:9:29: unjudged[invalid-cron]: sync window: "0 25 * * 5": the hour is 25
      allowed: 0 to 23, as 1, 1-5, 1,3, */2 or *"
  `);
});

test('a sync window in a time zone that there is not', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', 'timezone: Asia/Tokyo', 'timezone: Asia/Tokio'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:9:70: unjudged[unknown-time-zone]: sync window: there is no time zone Asia/Tokio
      allowed: a name of the tz database such as Asia/Tokyo, Europe/Berlin or UTC
      next: did you mean Asia/Tokyo?"
  `);
});

test('a folder without environment.yaml', async () => {
  const told = await problems(remove('environments/dev/environment.yaml'));
  expect(told).toMatchInlineSnapshot(`
    "environments/dev/environment.yaml: unjudged[missing-file]: the file does not exist
      next: add it; schemas/environment.schema.json says what it holds"
  `);
});

test('a file that nothing reads', async () => {
  const told = await problems(write('environments/production/us-west-2.yml', 'loadSharePercent: 0\n'));
  expect(told).toMatchInlineSnapshot(`
    "environments/production/us-west-2.yml: unjudged[stray-file]: nothing reads this file
      allowed: environment.yaml and a <region>.yaml for each region
      next: rename it to environments/production/us-west-2.yaml"
  `);
});

test('a folder that nothing reads', async () => {
  const told = await problems(write('environments/production/old/us-west-2.yaml', 'loadSharePercent: 0\n'));
  expect(told).toMatchInlineSnapshot(`
    "environments/production/old: unjudged[stray-file]: nothing reads this file
      allowed: environment.yaml and a <region>.yaml for each region
      next: move it elsewhere"
  `);
});

test('a folder whose name cannot be part of a name', async () => {
  const told = await problems((folder) => {
    write('environments/Test_1/environment.yaml', 'hub: ap-northeast-1\n')(folder);
  });
  expect(told).toMatchInlineSnapshot(`
    "environments/Test_1: unjudged[malformed-name]: the folder's name "Test_1" cannot be part of an object's name
      allowed: at most 63 lower-case letters, digits and dashes, starting with a letter and not ending with a dash
      next: rename the folder
    environments/Test_1/environment.yaml:1:1: unjudged[missing-key]: the file lacks \`account\`
      allowed: a 12-digit AWS account number
      next: add \`account\`: AWS account
    environments/Test_1/environment.yaml:1:1: unjudged[missing-key]: the file lacks \`domain\`
      allowed: a domain name such as receipts.example
      next: add \`domain\`: Public domain; apps are served below it
    environments/Test_1/environment.yaml:1:1: unjudged[missing-key]: the file lacks \`registry\`
      allowed: a host, and perhaps a path, without https:// and without / at the end, e.g. registry.example/team
      next: add \`registry\`: Host (and path) of the image registry
    environments/Test_1/environment.yaml:1:1: unjudged[missing-key]: the file lacks \`repository\`
      allowed: an https://, ssh:// or file:// address
      next: add \`repository\`: Git repository that Argo CD reads
    environments/Test_1/environment.yaml:1:1: unjudged[missing-key]: the file lacks \`revision\`
      allowed: some text
      next: add \`revision\`: Branch that Argo CD reads"
  `);
});

test('broken YAML', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', 'releases:\n', 'releases: [\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:12:9: unjudged[yaml-syntax]: the YAML cannot be read: missed comma between flow collection entries
      next: check the indentation, quotes and brackets of this line and the one above"
  `);
});

test('a tab as indentation', async () => {
  const told = await problems(
    edit('environments/production/environment.yaml', '  cart:\n    scaling:', '\tcart:\n    scaling:'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:14:1: unjudged[tab-indentation]: the line is indented with a tab; YAML allows spaces only
      next: replace the tab by spaces"
  `);
});

test('a key twice', async () => {
  const told = await problems(append('environments/production/environment.yaml', 'revision: next\n'));
  expect(told).toMatchInlineSnapshot(`
    "environments/production/environment.yaml:17:1: unjudged[duplicate-key]: the key "revision" occurs twice in one map
      next: remove one of the two"
  `);
});

test('two documents in one file', async () => {
  const told = await problems(
    append('environments/production/ap-northeast-1.yaml', '---\nloadSharePercent: 30\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml:5:1: unjudged[several-documents]: the file holds 2 documents
      allowed: one YAML document
      next: make each document a file of its own"
  `);
});

test('an empty file', async () => {
  const told = await problems(write('environments/production/ap-northeast-1.yaml', ''));
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml: unjudged[empty-file]: the file is empty
      allowed: one YAML document
      next: fill it, or remove it"
  `);
});

test('a list instead of a map', async () => {
  const told = await problems(
    write('environments/production/ap-northeast-1.yaml', '- loadSharePercent: 70\n'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/production/ap-northeast-1.yaml:1:1: unjudged[wrong-type]: the file is [{"loadSharePercent":70}]
      allowed: a map with loadSharePercent, releases, apps"
  `);
});
