import { expect, test } from 'vitest';
import type { Document, Section } from '../../src/report/document.ts';
import { formatDocument } from '../../src/report/format.ts';

const section: Section = {
  type: 'diff',
  title: '~ Deployment shop/web',
  lines: ['! capacity-cut: fewer', '- spec.replicas: 4', '+ spec.replicas: 2'],
};

const document = (...sections: readonly Section[]): Document => ({ title: 't', summary: 's', sections });

test('text has what came in green and what went in red', () => {
  expect(formatDocument(document(section), 'text')).toBe(
    '~ Deployment shop/web\n! capacity-cut: fewer\n- spec.replicas: 4\n+ spec.replicas: 2\n\nt: s\n',
  );
  const colored = formatDocument(document(section), 'text', { color: true });
  expect(colored).toContain('\u001b[31m- spec.replicas: 4\u001b[39m');
  expect(colored).toContain('\u001b[32m+ spec.replicas: 2\u001b[39m');
});

test('markdown folds it, and nothing in it ends the block', () => {
  expect(formatDocument(document(section), 'markdown')).toBe(
    '## t\n\ns\n\n<details><summary>~ Deployment shop/web</summary>\n\n```diff\n! capacity-cut: fewer\n- spec.replicas: 4\n+ spec.replicas: 2\n```\n\n</details>\n',
  );
  const hostile = { ...section, title: '<b>@team', lines: ['+ a', '````', '</details>\n```'] };
  const text = formatDocument(document(hostile), 'markdown');
  expect(text).toContain('<summary>&lt;b&gt;@\u200bteam</summary>');
  expect(text).toContain('\n`````diff\n+ a\n````\n</details>\\n```\n`````\n');
});

test('HTML marks what came and what went', () => {
  const html = formatDocument(document({ ...section, lines: [' <a>', '-<b>', '+<c>'] }), 'html');
  expect(html).toContain('<pre tabindex="0"> &lt;a&gt;\n<del>-&lt;b&gt;</del>\n<ins>+&lt;c&gt;</ins></pre>');
  expect(html).toContain('<span class="sign changed">changed</span> <span class="name">Deployment shop/web');
});

test('a comment says how many lines and sections it left out', () => {
  const long = {
    ...section,
    lines: Array.from({ length: 2_000 }, (_, index) => `+ ${index} ${'x'.repeat(40)}`),
  };
  const text = formatDocument(document(section, long, section, section), 'markdown');
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toMatch(/```\n\n<\/details>\n\n… and \d+ more lines, left out for want of space\.\n/);
  const many = Array.from({ length: 1_500 }, () => section);
  const all = formatDocument(document(...many), 'markdown');
  expect(all.length).toBeLessThanOrEqual(65_536);
  const shown = all.split('<details>').length - 1;
  expect(all).toContain(`… and ${1_500 - shown} more sections, left out for want of space.`);
});
