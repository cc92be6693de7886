import { expect, test } from 'vitest';
import type { Document, Section } from '../../src/report/document.ts';
import type { Finding } from '../../src/report/finding.ts';
import { formatDocument } from '../../src/report/format.ts';

const html = (...sections: readonly Section[]): string =>
  formatDocument({ title: 'plumb test', summary: 's', sections } satisfies Document, 'html');

const finding = (message: string, about: Partial<Finding> = {}): Finding => ({
  severity: 'warning',
  rule: 'r',
  message,
  ...about,
});

const count = (text: string, what: string): number => text.split(what).length - 1;

test('what is about one object or one file is in one fold, the worst first', () => {
  const page = html({
    type: 'findings',
    findings: [
      finding('a', { subject: 'Service shop/web' }),
      finding('b', { location: { file: 'x.yaml', line: 1 } }),
      finding('c', { subject: 'Service shop/web', severity: 'error' }),
      finding('d', { location: { file: 'x.yaml', line: 2 } }),
      finding('e'),
    ],
  });
  expect(page.match(/<span class="name">.*?<\/summary>/g)).toEqual([
    '<span class="name">Service shop/web</span> <span class="tag error">1 error, 1 warning</span></summary>',
    '<span class="name"><code>x.yaml</code></span> <span class="tag warning">2 warnings</span></summary>',
  ]);
  expect(count(page, '<li class="item ')).toBe(5);
});

test('many findings begin folded, few do not', () => {
  const page = (pairs: number): string =>
    html({
      type: 'findings',
      findings: Array.from({ length: 2 * pairs }, (_, index) =>
        finding(`${index}`, { subject: `Pod ${index % pairs}` }),
      ),
    });
  expect(count(page(20), 'class="group" open')).toBe(20);
  expect(count(page(21), 'class="group" open')).toBe(0);
});

test('a grid leads to the sections that tell more, and says states in words', () => {
  const page = html(
    {
      type: 'grid',
      title: 'Fleet',
      columns: ['us-west-2', 'eu-central-1'],
      rows: [
        {
          name: 'production',
          cells: [{ state: 'drifted', note: '3 objects', severity: 'error', section: 'one' }, undefined],
        },
        { name: 'dev', cells: [undefined, { state: 'clean', section: 'gone' }] },
      ],
    },
    { type: 'text', title: 'one', lines: ['more'] },
  );
  expect(page).toContain(
    '<td role="cell" class="error" data-name="us-west-2"><a href="#section-2"><span class="mark" aria-hidden="true">✕</span> <strong>drifted</strong> <span class="note">3 objects</span></a></td>',
  );
  expect(page).toContain('<div id="section-2">\n<p>more</p>');
  expect(page).toMatch(
    /class="good" data-name="eu-central-1"><span class="mark"[^>]*>✓<\/span> <strong>clean/,
  );
});

test('a grid and a timeline are tables where nothing better is at hand', () => {
  const document: Document = {
    title: 't',
    summary: 's',
    sections: [
      {
        type: 'grid',
        title: 'Fleet',
        columns: ['west', 'east'],
        rows: [{ name: 'dev', cells: [undefined, { state: 'drifted', note: '3' }] }],
      },
      {
        type: 'timeline',
        title: 'When',
        events: [{ time: '2026-01-02T03:04:05Z', who: 'kubectl-edit', what: 'spec.x', subject: 'Pod a' }],
      },
    ],
  };
  expect(formatDocument(document, 'text')).toBe(`Fleet
     west  east
dev        drifted: 3

When
time                  who           where  what
2026-01-02T03:04:05Z  kubectl-edit  Pod a  spec.x

t: s
`);
  expect(formatDocument(document, 'markdown')).toContain('| dev |  | drifted: 3 |\n');
  expect(formatDocument(document, 'html')).toContain(
    '<time datetime="2026-01-02T03:04:05Z">2026-01-02 03:04:05 UTC</time> <strong>kubectl-edit</strong>',
  );
});

test('what does not fit is counted', () => {
  const diff = (index: number): Section => ({
    type: 'diff',
    title: `+ Pod ${index}`,
    lines: Array.from({ length: 1_500 }, () => '+ '.padEnd(1_900, 'x')),
  });
  const page = html(diff(0), diff(1), { type: 'table', title: 'T', columns: ['a'], rows: [['1'], ['2']] });
  expect(page.length).toBeLessThan(20_000_000);
  expect(page).not.toContain('… and 1 more changes');
  const long = html(...Array.from({ length: 5 }, (_, index) => diff(index)), {
    type: 'table',
    title: 'T',
    columns: ['a'],
    rows: [['1'], ['2']],
  });
  expect(long.length).toBeLessThan(20_000_000);
  expect(long).toMatch(/… and [1-4] more changes, left out for want of space; -o json has them all/);
  expect(long).toContain('… and 2 more rows, left out');
  const lines = html({
    type: 'diff',
    title: 't',
    lines: [...Array.from({ length: 2_005 }, () => 'x'), 'y'],
  });
  expect(lines).toContain('… and 6 more lines, left out');
});
