import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Finding } from '../../../src/report/finding.ts';
import { checkout } from '../../support/checkout.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { runPlumb } from '../../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../../support/temporary.ts';

const region = 'ap-northeast-1';
const place = ['--env', 'dev', '--region', region];
const lab = createTestLab();
afterAll(async () => lab.dispose());

interface App {
  readonly image: string;
  /** Value of the label `app` that its Service selects. */
  readonly selects: string;
}

/** A dist with the Argo CD of dev and apps of a few objects, for which its project has room. */
function distOf(apps: Readonly<Record<string, App>>): string {
  const folder = temporaryFolder();
  for (const app of ['hub/argocd', `${region}/argocd-access`])
    cpSync(join(checkout, 'dist/dev', app), join(folder, 'dev', app), { recursive: true });
  const project = join(folder, 'dev/hub/argocd/AppProject.argocd.receipts.yaml');
  const text = readFileSync(project, 'utf8');
  writeFileSync(project, text.replaceAll('receipt-web', 'shop').replaceAll('receipt-api', 'cafe'));
  for (const [name, app] of Object.entries(apps))
    writeFiles(join(folder, 'dev', region, name), objectsOf(name, app));
  return folder;
}

function objectsOf(name: string, { image, selects }: App): Record<string, string> {
  const head = (apiVersion: string, kind: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${name}\n`;
  return {
    'argocd.params': `app: ${name}\ncharts: []\nignoreDifferences: []\nnamespace: ${name}\nproduct: receipts\nwave: '0'\n`,
    'Namespace.yaml': `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`,
    'Service.yaml': `${head('v1', 'Service')}spec:
  ports:
    - port: 80
  selector:
    app: ${selects}
`,
    'Deployment.yaml': `${head('apps/v1', 'Deployment')}spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  strategy:
    rollingUpdate:
      maxUnavailable: 0
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: registry.example/${image}
`,
  };
}

test('a good and a bad change are rehearsed, there and back: only the bad one is told', async () => {
  const base = distOf({
    shop: { image: 'shop:1', selects: 'shop' },
    cafe: { image: 'cafe:1', selects: 'cafe' },
  });
  const head = distOf({
    shop: { image: 'shop:2', selects: 'shop' },
    cafe: { image: 'cafe:1', selects: 'bar' },
  });
  const { code, stdout, stderr } = await measure(
    {
      proof: 'rehearse',
      step: 'a change of two small apps is rehearsed, there and back',
      targetSeconds: 180,
    },
    async () => runPlumb(['rehearse', base, head, ...place, '-o', 'json'], { env: lab.env }),
  );
  expect(code, stderr).toBe(1);
  const { findings, result } = JSON.parse(stdout) as {
    findings: Finding[];
    result: {
      selection: { changed: object[]; chosen: object[] };
      forward: { end: string; capacities: { name: string; lowest: number }[] };
      back: { end: string; findings: Finding[] };
    };
  };
  expect(findings).toMatchObject([
    {
      severity: 'error',
      rule: 'service-interrupted',
      subject: `dev-${region} Service cafe/cafe`,
      message: expect.stringContaining('nor is one in the end') as string,
    },
  ]);
  expect(result.forward.end).toBe('settled');
  expect(result.back).toMatchObject({ end: 'settled', findings: [] });
  // Replaced one by one, and watched all the time.
  expect(result.forward.capacities).toContainEqual(
    expect.objectContaining({ name: 'Service shop/shop', lowest: 2 }),
  );
  expect(result.selection).toMatchObject({ changed: [{ app: 'cafe' }, { app: 'shop' }] });
  expect(stderr).toContain('moving it to HEAD');
  expect(existsSync(join(lab.env['XDG_STATE_HOME'] ?? '', 'plumbline/lab/rehearsal'))).toBe(false);
});

test('nothing is started where nothing changes, or for what is not there', async () => {
  const same = distOf({ shop: { image: 'shop:1', selects: 'shop' } });
  const none = await runPlumb(['rehearse', same, same, ...place], { env: lab.env });
  expect(none).toMatchObject({ code: 0, stderr: '' });
  expect(none.stdout).toContain('nothing changes in dev/ap-northeast-1');

  const empty = temporaryFolder();
  const missing = await runPlumb(['rehearse', empty, same, ...place], { env: lab.env });
  expect(missing.code).toBe(2);
  expect(missing.stdout).toContain('has nothing rendered for the environment dev');

  const elsewhere = await runPlumb(['rehearse', same, same, '--env', 'dev', '--region', 'nowhere'], {
    env: lab.env,
  });
  expect(elsewhere.code).toBe(2);
  expect(elsewhere.stdout).toContain('the fleet has no cluster "dev/nowhere"');

  const unknown = await runPlumb(['rehearse', 'no-such-revision', ...place], { env: lab.env });
  expect(unknown.code).toBe(2);
  expect(unknown.stdout).toContain('no-such-revision is neither a revision in this repository nor a folder');
});
