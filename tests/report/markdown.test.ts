import { expect, test } from 'vitest';
import type { Section } from '../../src/report/document.ts';
import type { Finding } from '../../src/report/finding.ts';
import { formatDocument } from '../../src/report/format.ts';

const markdown = (...sections: readonly Section[]): string =>
  formatDocument({ title: 't', summary: 's', sections }, 'markdown');

const said = (line: string): string => markdown({ type: 'text', lines: [line] });

const found = (message: string): Finding => ({ severity: 'error', rule: 'r', message });

/** Roughly what GitHub does to Markdown before it looks for people and issues: see html-pipeline's `MentionFilter`. */
const read = (text: string): string => text.replace(/\\(?=[^\w\s])/g, '').replaceAll('&lt;', '<');

test.each(['@team/oncall', 'thanks, @alice', '<@alice>', '(@alice)', '#12', 'org/repo#12', 'see GH-12'])(
  'nobody is notified of %s, and no issue refers back',
  (line) => {
    expect(read(said(line))).not.toMatch(/@\w|#\d|GH-\d/);
    const diff: Section = { type: 'diff', title: line, lines: [] };
    expect(read(markdown(diff).replace('```diff', ''))).not.toMatch(/@\w|#\d|GH-\d/);
  },
);

test.each(['alice@example.com', 'registry.io/web@sha256:0a1b', 'C# and @ alone', 'HIGH-5'])(
  '%s notifies nobody, and can be copied',
  (line) => expect(read(said(line))).toContain(line),
);

test('the address of an issue leads there, and the issue does not refer back', () => {
  const issue = 'github.com/org/repo/issues/12';
  expect(said(`see https://${issue}, http://www.${issue}`)).toContain(
    `see https://redirect.${issue}, http://redirect.${issue}`,
  );
  expect(markdown({ type: 'diff', title: `https://${issue}`, lines: [] })).toContain(`//redirect.${issue}`);
  expect(said('https://github.com/org/repo/tree/main')).toContain('https://github.com/org/repo/tree/main');
});

test('variables of a container are no formula', () => {
  const told = '<span>$</span>{HOST}:<span>$</span>{PORT}';
  expect(read(said('${HOST}:${PORT}'))).toContain(told);
  expect(markdown({ type: 'diff', title: '${HOST}:${PORT}', lines: [] })).toContain(`<summary>${told}<`);
  const finding = { ...found('m'), location: { file: 'a$b$.yaml' } };
  expect(markdown({ type: 'findings', findings: [finding] })).toContain('`a$b$.yaml`');
});

/** What GitHub looks for the names of pictures in: each text between tags that is no code. See html-pipeline's `EmojiFilter`. */
const texts = (markup: string): string[] => markup.replaceAll('\\', '').split(/<[^>]*>/);

test.each([
  'arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db',
  'a.yaml:100:3',
  '(:+1:)',
  'a:stop_button:b',
])('%s has no picture in it', (line) => {
  const diff: Section = { type: 'diff', title: line, lines: [] };
  for (const markup of [said(line), markdown(diff)]) {
    for (const text of texts(markup)) expect(text).not.toMatch(/:(?:secret|100|\+1|stop_button):/);
    expect(texts(markup).join('')).toContain(line);
  }
});

test.each(['a.yaml:10:5', 'https://registry.io:443/web', 'key: value', '10:30:00', 'ROLE:ADMIN:x'])(
  '%s stands there as it is',
  (line) => expect(said(line)).toContain(line),
);

test('one long message leaves room for the others', () => {
  const findings = [found('a '.repeat(40_000)), found('the next one')];
  const text = markdown({ type: 'findings', findings });
  expect(text).toMatch(/ a a ?… \|/);
  expect(text).toContain('the next one');
  expect(text).not.toContain('left out');
});

test('so does one long line of a diff', () => {
  const text = markdown({ type: 'diff', title: '~ a', lines: [`+ ${'a'.repeat(70_000)}`, '+ b'] });
  expect(text).toMatch(/a…\n\+ b\n/);
});

test('a section of many rows leaves room for the overview below it, and the last takes all there is', () => {
  const findings = Array.from({ length: 3_000 }, (_, index) => found(`${index}`));
  const many: Section = { type: 'findings', title: 'Changed by people', findings };
  const overview: Section = { type: 'table', title: 'Fleet', columns: ['cluster'], rows: [['dev/a']] };
  const text = markdown(many, overview);
  expect(text).toMatch(
    /… and \d+ more findings, left out for want of space\.\n\n### Fleet\n[^]*\| dev\/a \|\n$/,
  );
  expect(markdown(overview, many).length).toBeGreaterThan(65_000);
  expect(markdown(many, { type: 'findings', findings: [] }).length).toBeGreaterThan(65_000);
});

test('what one would read is told whole, and no character is cut in two', () => {
  expect(said('a'.repeat(2_000))).toContain(`${'a'.repeat(2_000)}  \n`);
  expect(said(`${'a'.repeat(1_999)}😀😀`)).toContain(`${'a'.repeat(1_999)}…`);
});
