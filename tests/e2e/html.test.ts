import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDocument } from '../../src/drift/run-report.ts';
import type { Document, Section } from '../../src/report/document.ts';
import { formatDocument } from '../../src/report/format.ts';
import { deployment, field, target } from '../drift/runs.ts';
import { findChromium, launchChromium, show } from '../support/browser.ts';
import { checkout } from '../support/checkout.ts';
import { faintTexts } from '../support/contrast.ts';

/** What else runs on the machine may keep the browser waiting. */
const patience = { timeout: 30_000 };

const hostile = '</script></style><img src=x onerror="document.title=1"><script>document.title=2</script>';

const change = (name: string, region: string): Section => ({
  type: 'diff',
  title: `~ Deployment.apps shop/${name} in production/${region}`,
  lines: ['! capacity-cut: fewer', '- spec.replicas: 4', `+ spec.replicas: 2 ${'x'.repeat(400)}`, '  same'],
  marks: [{ severity: 'warning', label: 'capacity-cut' }],
  places: [`production/${region}`, 'staging/us-west-2'],
});

const page: Document = {
  title: 'plumb test',
  summary: 'production → staging: much changes',
  sections: [
    {
      type: 'grid',
      title: 'Fleet',
      columns: ['ap-northeast-1', 'us-west-2', 'eu-central-1'],
      rows: [
        {
          name: 'production',
          cells: [
            { state: 'drifted', note: '3 drifted, 1 missing', severity: 'error', section: 'What to look at' },
            { state: 'stale', severity: 'warning' },
            { state: 'unreachable', note: 'connection refused', severity: 'unjudged' },
          ],
        },
        { name: 'dev', cells: [{ state: 'clean', note: '120 objects' }, undefined, undefined] },
      ],
    },
    {
      type: 'timeline',
      title: 'Who and when',
      events: [
        {
          time: '2026-01-02T03:04:05Z',
          who: 'kubectl-edit',
          what: 'spec.replicas is 9',
          subject: 'Deployment shop/web',
        },
        {
          time: '2026-01-01T00:00:00Z',
          who: 'nobody knows',
          what: hostile,
          subject: 'ConfigMap shop/settings',
        },
      ],
    },
    {
      type: 'findings',
      title: 'What to look at',
      findings: [
        {
          severity: 'error',
          rule: 'denied',
          message: `an annotation is ${hostile}`,
          subject: 'Pod a',
          location: { file: 'dist/production/us-west-2/a.yaml', line: 1, column: 2 },
          allowed: 'anything else',
          next: 'change it',
        },
        { severity: 'unjudged', rule: 'no-answer', message: 'the server did not say', subject: 'Pod b' },
        { severity: 'warning', rule: 'unusual', message: 'one', subject: 'Pod c' },
        { severity: 'warning', rule: 'unusual', message: 'two', subject: 'Pod c' },
      ],
    },
    {
      type: 'table',
      title: 'Apps',
      columns: ['app', 'objects', 'a rather long name of a column'],
      rows: [['receipt-api', '12', 'x'.repeat(120)]],
    },
    { type: 'text', title: 'Words', lines: ['A line.'] },
    ...['web', 'api', 'worker'].map((name) => change(name, 'us-west-2')),
    change('edge', 'eu-central-1'),
    { ...change('removed', 'eu-central-1'), title: '- Service shop/removed' },
    { ...change('added', 'eu-central-1'), title: '+ Service shop/added' },
  ],
};
const html = formatDocument(page, 'html');

const fleet = runDocument('plumb drift', {
  version: 1,
  targets: [
    target('production/us-west-2', 2, [deployment('web', field('spec.replicas'), field('spec.paused'))]),
    target('production/eu-central-1', 2, [], { state: 'unreachable', reason: 'connection refused' }),
    target('dev/us-west-2', 2),
  ],
});

const chromium = findChromium();
let browser: Browser;
beforeAll(async () => {
  if (chromium !== undefined) browser = await launchChromium(chromium);
});
afterAll(async () => browser?.close());

/** Says why nothing was tried, where there is nothing to try it with. */
const inChromium = test.extend<{ readonly there: undefined }>({
  there: [
    async ({ skip }, use) => {
      skip(chromium === undefined, 'there is no Chromium on the path; CHROME_PATH may name one');
      await use(undefined);
    },
    { auto: true },
  ],
});

const screens = [
  ['a desktop', { width: 1280, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const;

describe.each(screens)('on %s', (_, viewport) => {
  describe.each(['light', 'dark'] as const)('that is %s', (colorScheme) => {
    inChromium('nothing is asked for, all can be read, and only code scrolls sideways', async () => {
      for (const each of [html, formatDocument(fleet, 'html')]) {
        const shown = await show(browser, each, { viewport, colorScheme });
        await shown.page.getByRole('button', { name: 'Open all' }).click();
        expect(shown.requests).toEqual([]);
        expect(shown.complaints).toEqual([]);
        const width = await shown.page.evaluate('document.documentElement.scrollWidth');
        expect(width).toBe(viewport.width);
        const { judged, faint } = await shown.page.evaluate<{ judged: number; faint: string[] }>(faintTexts);
        expect(judged).toBeGreaterThan(50);
        expect(faint).toEqual([]);
        await shown.page.context().close();
      }
    });
  });
});

inChromium('what manifests say stays text', async () => {
  const { page: shown, complaints } = await show(browser, html);
  expect(await shown.title()).toBe('plumb test: production → staging: much changes');
  expect(await shown.locator('img').count()).toBe(0);
  expect(await shown.locator('script').count()).toBe(1);
  expect(await shown.getByText('an annotation is').textContent()).toContain(hostile);
  // Even markup that got in could do nothing: the page's policy forbids it.
  await shown.evaluate(
    `document.body.insertAdjacentHTML('beforeend', '<img src="https://plumb.invalid/x.png" onerror="document.title=3">')`,
  );
  await expect.poll(() => complaints.join(), patience).toContain('Content Security Policy');
  expect(await shown.title()).toBe('plumb test: production → staging: much changes');
  await shown.context().close();
});

inChromium('the keyboard is enough', async () => {
  const { page: shown } = await show(browser, html);
  const focused = async (): Promise<unknown> =>
    shown.evaluate('document.activeElement.textContent.trim() || document.activeElement.id');
  await shown.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await shown.keyboard.press('Enter');
  expect(await shown.evaluate('document.activeElement.id')).toBe('content');

  await shown.keyboard.press('/');
  expect(await focused()).toBe('filter');
  const outline = `getComputedStyle(document.activeElement).outlineStyle`;
  expect(await shown.evaluate(outline)).toBe('solid');
  const status = shown.getByRole('status');
  expect(await status.textContent()).toBe('13 in all');
  await shown.keyboard.type('Shop/EDGE capacity-cut');
  await expect.poll(() => status.textContent(), patience).toBe('1 of 13 shown');
  expect(await shown.getByText('shop/edge').isVisible()).toBe(true);
  expect(await shown.getByText('shop/web').first().isVisible()).toBe(false);
  expect(await shown.getByRole('heading', { name: 'Apps' }).isVisible()).toBe(false);

  await shown.keyboard.press('Enter');
  expect(await focused()).toContain('shop/edge');
  // The few that are found are open already.
  const code = shown.locator('pre:visible');
  await expect.poll(() => code.count(), patience).toBe(1);
  await shown.keyboard.press('Space');
  await expect.poll(() => code.count(), patience).toBe(0);
  await shown.keyboard.press('/');
  await shown.keyboard.press('Escape');
  expect(await status.textContent()).toBe('13 in all');
  await shown.keyboard.type('nothing like this');
  await expect.poll(() => status.textContent(), patience).toBe('0 of 13 shown');
  await shown.context().close();
});

inChromium('a place is found though the title sums places up, and a section by its title', async () => {
  const { page: shown } = await show(browser, html);
  const status = shown.getByRole('status');
  await shown.getByRole('searchbox', { name: 'Filter' }).fill('staging/us-west-2');
  await expect.poll(() => status.textContent(), patience).toBe('6 of 13 shown');
  await shown.getByRole('searchbox').fill('what to look at');
  await expect.poll(() => status.textContent(), patience).toBe('4 of 13 shown');
  await shown.getByRole('searchbox').fill('pod c two');
  await expect.poll(() => status.textContent(), patience).toBe('1 of 13 shown');
  await shown.context().close();
});

inChromium('a cell leads to what is folded', async () => {
  const { page: shown } = await show(browser, html);
  await shown.getByRole('heading', { name: 'What to look at' }).click();
  const inside = shown.getByText('the server did not say');
  expect(await inside.isVisible()).toBe(false);
  await shown.getByRole('link', { name: 'drifted' }).click();
  await expect.poll(() => inside.isVisible(), patience).toBe(true);
  await shown.context().close();
});

inChromium('the drift of a fleet leads from its cell to the object, its fields, who and when', async () => {
  const { page: shown } = await show(browser, formatDocument(fleet, 'html'));
  const heading = shown.getByRole('heading', { name: 'Changed by people' });
  await heading.click();
  const told = shown.getByText('spec.replicas is 2, git says 1 (kubectl-edit, Update');
  expect(await told.isVisible()).toBe(false);
  await shown.getByRole('link', { name: 'drifted' }).click();
  await expect.poll(() => told.isVisible(), patience).toBe(true);
  const row = shown.locator('.grid').getByRole('row', { name: 'production' });
  expect(await row.getByRole('cell').allTextContents()).toEqual([
    '? unreachable connection refused',
    '✕ drifted 1 drifted',
  ]);
  const events = shown.getByRole('listitem').filter({ has: shown.locator('time') });
  expect(await events.allTextContents()).toEqual([
    '2026-01-01 10:00:00 UTC kubectl-edit (Update)production/us-west-2: Deployment.apps shop/webspec.paused, spec.replicas',
  ]);
  await shown.context().close();
});

inChromium('without scripts all is there, and nothing that does nothing', async () => {
  const { page: shown } = await show(browser, html, { javaScriptEnabled: false });
  expect(await shown.getByRole('searchbox').isVisible()).toBe(false);
  await shown.getByText('shop/edge').click();
  expect(await shown.locator('pre:visible').count()).toBe(1);
  expect(await shown.locator('.item').count()).toBe(13);
  await shown.context().close();
});

inChromium('on paper everything is unfolded and black on white', async () => {
  const { page: shown } = await show(browser, html, { colorScheme: 'dark' });
  expect(await shown.locator('pre:visible').count()).toBe(0);
  await shown.emulateMedia({ media: 'print' });
  expect(await shown.locator('pre:visible').count()).toBe(6);
  expect(await shown.getByRole('searchbox').isVisible()).toBe(false);
  const { faint } = await shown.evaluate<{ faint: string[] }>(faintTexts);
  expect(faint).toEqual([]);
  expect(await shown.evaluate('getComputedStyle(document.body).color')).toBe('rgb(28, 33, 40)');
  await shown.context().close();
});

inChromium('of 12,000 changes as many are shown as open and filter within a second', async () => {
  const sections = Array.from({ length: 12_000 }, (_, index) =>
    change(`app-${index}`, index % 2 === 0 ? 'us-west-2' : 'eu-central-1'),
  );
  const large = formatDocument({ ...page, sections }, 'html');
  expect(large.length).toBeLessThan(20_000_000);
  const left = Number(/… and (\d+) more changes, left out/.exec(large)?.[1]);
  expect(left).toBeLessThan(10_000);
  const { page: shown } = await show(browser, 'nothing yet', { viewport: { width: 390, height: 844 } });
  // Time of the processor, so that what else runs on the machine does not count.
  const session = await shown.context().newCDPSession(shown);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  let before = 0;
  const secondsSince = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const total = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    const seconds = total - before;
    before = total;
    return seconds;
  };
  await secondsSince();
  await shown.setContent(large);
  expect(await secondsSince()).toBeLessThan(3);
  const status = shown.getByRole('status');
  for (const [words, found] of [
    ['app-117', 'shown'],
    ['app-11 us-west-2', 'shown'],
    ['', `${12_000 - left} in all`],
  ] as const) {
    await shown.getByRole('searchbox').fill(words);
    await expect.poll(() => status.textContent(), patience).toContain(found);
    expect(await secondsSince()).toBeLessThan(1);
  }
  await shown.context().close();
});

test('the script is typed', () => {
  const tsc = join(checkout, 'node_modules/.bin/tsc');
  const { status, stdout } = spawnSync(tsc, ['--noEmit', '-p', 'src/report/formats/html/page'], {
    cwd: checkout,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
