import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/report/document.ts';
import { exitCodeOf } from '../../src/report/exit-code.ts';
import type { Finding } from '../../src/report/finding.ts';
import { type Format, formatDocument, formats } from '../../src/report/format.ts';
import { sortFindings } from '../../src/report/sort.ts';
import { expectSarif } from '../support/sarif.ts';

const image: Finding = {
  severity: 'error',
  rule: 'unknown-field',
  message: 'spec.replica is no field of Deployment',
  location: { file: 'dist/a.yaml', line: 3, column: 5 },
  subject: 'Deployment.apps shop/web',
  allowed: 'replicas, revisionHistoryLimit',
  next: 'did you mean replicas?',
};
const tab: Finding = {
  severity: 'unjudged',
  rule: 'tab-indentation',
  message: 'a tab',
  location: { file: 'z.yaml', line: 1 },
};
const orphan: Finding = {
  severity: 'warning',
  rule: 'no-pods',
  message: 'selects nothing',
  subject: 'Service shop/web',
};

const document: Document = {
  title: 'plumb validate',
  summary: '12 objects judged',
  sections: [
    { type: 'text', title: 'Input', lines: ['one', 'two'] },
    {
      type: 'table',
      columns: ['app', 'objects'],
      rows: [
        ['receipt-api', '12'],
        ['日本', '3'],
      ],
    },
    { type: 'findings', findings: [orphan, image, tab] },
  ],
  data: { judged: 12 },
};

function onlyFindings(...findings: Finding[]): Document {
  return { title: 't', summary: 's', sections: [{ type: 'findings', findings }] };
}

test('worst first, then by place', () => {
  const at = (line: number, rule = 'r'): Finding => ({ ...image, rule, location: { file: 'a', line } });
  expect(
    sortFindings([orphan, at(10), at(2), at(2, 'a'), tab]).map(
      ({ rule, location }) => `${rule} ${location?.line}`,
    ),
  ).toEqual(['tab-indentation 1', 'a 2', 'r 2', 'r 10', 'no-pods undefined']);
});

test.each([
  [[], 0],
  [[orphan], 0],
  [[orphan, image], 1],
  [[image, tab], 2],
])('exit code %#', (findings, code) => {
  expect(exitCodeOf(findings)).toBe(code);
});

test('text', () => {
  expect(formatDocument(document, 'text')).toBe(`Input
one
two

app          objects
receipt-api  12
日本         3

z.yaml:1: unjudged[tab-indentation]: a tab
dist/a.yaml:3:5 (Deployment.apps shop/web): error[unknown-field]: spec.replica is no field of Deployment
  allowed: replicas, revisionHistoryLimit
  next: did you mean replicas?
Service shop/web: warning[no-pods]: selects nothing

plumb validate: 12 objects judged (1 unjudged, 1 error, 1 warning)
`);
  expect(formatDocument(document, 'text', { color: true })).toContain(
    '\u001b[31merror[unknown-field]\u001b[39m',
  );
  expect(formatDocument({ ...document, sections: [] }, 'text')).toBe('plumb validate: 12 objects judged\n');
});

test('JSON and YAML say the same', () => {
  const json = JSON.parse(formatDocument(document, 'json'));
  expect(json).toEqual({
    version: 1,
    title: 'plumb validate',
    summary: '12 objects judged',
    findings: [tab, image, orphan],
    result: { judged: 12 },
  });
  expect(load(formatDocument(document, 'yaml'))).toEqual(json);
});

test('markdown', () => {
  expect(formatDocument(document, 'markdown')).toBe(`## plumb validate

12 objects judged (1 unjudged, 1 error, 1 warning)

### Input

one  
two  

| app | objects |
| --- | --- |
| receipt-api | 12 |
| 日本 | 3 |

| | where | what | next |
| --- | --- | --- | --- |
| **unjudged** \`tab-indentation\` | \`z.yaml:1\` | a tab |  |
| **error** \`unknown-field\` | \`dist/a.yaml:3:5\`<br>Deployment.apps shop/web | spec.replica is no field of Deployment<br>allowed: replicas, revisionHistoryLimit | did you mean replicas? |
| **warning** \`no-pods\` | Service shop/web | selects nothing |  |
`);
});

test('GitHub workflow commands', () => {
  expect(formatDocument(document, 'github')).toBe(
    `::error file=z.yaml,line=1,title=unjudged%3A tab-indentation::a tab
::error file=dist/a.yaml,line=3,col=5,title=error%3A unknown-field::Deployment.apps shop/web: spec.replica is no field of Deployment; allowed: replicas, revisionHistoryLimit; next: did you mean replicas?
::warning title=warning%3A no-pods::Service shop/web: selects nothing
::notice title=plumb validate::12 objects judged
`,
  );
  expect(formatDocument(onlyFindings({ ...tab, location: { file: '<stdin>', line: 1 } }), 'github')).toMatch(
    /^::error title=/,
  );
});

test('JUnit', () => {
  expect(formatDocument(document, 'junit')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="plumb validate" tests="3" failures="1" errors="1">
    <testcase classname="tab-indentation" name="z.yaml:1" file="z.yaml" line="1">
      <error type="tab-indentation" message="a tab">a tab</error>
    </testcase>
    <testcase classname="unknown-field" name="dist/a.yaml:3:5 (Deployment.apps shop/web)" file="dist/a.yaml" line="3">
      <failure type="unknown-field" message="spec.replica is no field of Deployment">spec.replica is no field of Deployment; allowed: replicas, revisionHistoryLimit; next: did you mean replicas?</failure>
    </testcase>
    <testcase classname="no-pods" name="Service shop/web">
      <system-out>selects nothing</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  expect(formatDocument(onlyFindings(), 'junit')).toContain('tests="1" failures="0" errors="0"');
});

describe('SARIF', () => {
  interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly locations: unknown[];
    readonly partialFingerprints: Record<string, string>;
  }
  const runOf = (of: Document) => {
    const log = JSON.parse(formatDocument(of, 'sarif'));
    return log.runs[0] as {
      results: Result[];
      tool: { driver: { rules: { id: string }[] } };
      invocations: { toolExecutionNotifications: unknown[] }[];
    };
  };
  const fingerprints = (...findings: Finding[]) =>
    runOf(onlyFindings(...findings)).results.map((result) => result.partialFingerprints['plumbline/v1']);

  test('places, levels and rules', () => {
    const { results, tool } = runOf(document);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['tab-indentation', 'unknown-field']);
    expect(results.map(({ ruleIndex, level }) => [ruleIndex, level])).toEqual([
      [0, 'error'],
      [1, 'error'],
    ]);
    expect(results[1]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'dist/a.yaml' },
          region: { startLine: 3, startColumn: 5 },
        },
        logicalLocations: [{ fullyQualifiedName: 'Deployment.apps shop/web' }],
      },
    ]);
  });
  test.each([
    ['a:m.yaml', './a:m.yaml'],
    ['a/b:m.yaml', 'a/b:m.yaml'],
    ['a b?.yaml', 'a%20b%3F.yaml'],
  ])('%s is a file and no scheme', (file, uri) => {
    const { results } = runOf(onlyFindings({ ...tab, location: { file, line: 1 } }));
    expect(results[0]?.locations).toMatchObject([{ physicalLocation: { artifactLocation: { uri } } }]);
  });
  test('GitHub takes no result without a place: it is a notification', () => {
    expect(runOf(document).invocations[0]?.toolExecutionNotifications).toEqual([
      {
        level: 'warning',
        message: { text: 'Service shop/web: selects nothing' },
        descriptor: { id: 'no-pods' },
      },
    ]);
  });
  test('follows the standard', () => {
    expectSarif(formatDocument(document, 'sarif'));
    expectSarif(formatDocument(onlyFindings(), 'sarif'));
  });
  test('a fingerprint survives edits above the finding, and tells equal findings apart', () => {
    const moved = { ...image, location: { file: 'dist/a.yaml', line: 99 } };
    expect(fingerprints(image)).toEqual(fingerprints(moved));
    expect(new Set(fingerprints(image, moved)).size).toBe(2);
    expect(fingerprints(image)).not.toEqual(fingerprints({ ...image, message: 'other' }));
  });
  test('at most 5,000 results, worst first, and the rest is counted', () => {
    const run = runOf(
      onlyFindings(
        ...Array.from({ length: 5001 }, () => ({ ...orphan, location: { file: 'a.yaml' } })),
        image,
      ),
    );
    expect(run.results).toHaveLength(5000);
    expect(run.results[0]?.ruleId).toBe('unknown-field');
    expect(run.invocations[0]?.toolExecutionNotifications).toEqual([
      { level: 'warning', message: { text: '2 more findings were left out' } },
    ]);
  });
});

test('HTML asks for nothing from elsewhere', () => {
  const html = formatDocument(document, 'html');
  expect(html).toContain('<h1>plumb validate</h1>');
  expect(html).toContain('<span class="tag error">error</span> <code>unknown-field</code>');
  expect(html).toContain(
    '<td role="cell" data-name="app">日本</td><td role="cell" data-name="objects">3</td>',
  );
  expect(html).not.toMatch(/ src=| href="(?!#|data:)|@import|url\(/);
  expect(html).toContain(`content="default-src 'none'; style-src 'sha256-`);
});

describe('limits', () => {
  test('a comment stays below 65,536 characters and says what it left out', () => {
    const many = Array.from(
      { length: 3000 },
      (_, index): Finding => ({ ...orphan, message: `finding ${index}` }),
    );
    const text = formatDocument(onlyFindings(...many, image), 'markdown');
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain('unknown-field');
    const shown = text.split('\n').filter((line) => line.startsWith('| **')).length;
    expect(text).toContain(`… and ${3001 - shown} more findings, left out for want of space.`);
  });
  test('a section that does not fit at all is left out', () => {
    const columns = Array.from({ length: 20 }, () => 'x'.repeat(2_000));
    const section = { type: 'table', columns, rows: [] } as const;
    const text = formatDocument({ title: 't', summary: 's', sections: [section, section] }, 'markdown');
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain('… and 1 more sections, left out for want of space.');
  });
  test('ten annotations of each kind, worst first', () => {
    const text = formatDocument(
      onlyFindings(
        ...Array.from({ length: 12 }, () => orphan),
        ...Array.from({ length: 11 }, () => image),
        tab,
      ),
      'github',
    );
    expect(text.match(/^::error/gm)).toHaveLength(10);
    expect(text.match(/^::warning/gm)).toHaveLength(10);
    expect(text).toMatch(/^::error file=z.yaml/);
    expect(text).toContain('(4 more findings are not shown as annotations)');
  });
});

describe('no value can forge output', () => {
  const hostile =
    '\u001b[31m\n::error::x\r\u009b|`<img src=x onerror=alert(1)>& "\' ]]> %0A @team #1 \u202e \u0000 \ud800';
  const findings = [
    {
      ...image,
      message: hostile,
      subject: hostile,
      allowed: hostile,
      next: hostile,
      location: { file: hostile, line: 1 },
    },
  ];
  const full: Document = {
    title: hostile,
    summary: hostile,
    sections: [
      { type: 'text', title: hostile, lines: [hostile] },
      { type: 'table', title: hostile, columns: [hostile], rows: [[hostile]] },
      { type: 'findings', title: hostile, findings },
      {
        type: 'diff',
        title: hostile,
        lines: [hostile],
        marks: [{ severity: 'error', label: hostile }],
        places: [hostile, 'b'],
      },
      {
        type: 'grid',
        title: hostile,
        columns: [hostile],
        rows: [{ name: hostile, cells: [{ state: hostile, note: hostile, section: hostile }] }],
      },
      {
        type: 'timeline',
        title: hostile,
        events: [{ time: hostile, who: hostile, what: hostile, subject: hostile }],
      },
    ],
  };
  test.each(formats)('%s holds no control character but line breaks', (format: Format) => {
    const characters = [...formatDocument(full, format)].map((character) => character.codePointAt(0) ?? 0);
    const isControl = (code: number) => (code < 0x20 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
    expect(characters.filter(isControl)).toEqual([]);
  });
  test('text: one line stays one line', () => {
    expect(formatDocument(full, 'text')).toContain('\\x1b[31m\\n::error::x\\r\\x9b|');
    expect(formatDocument(full, 'text')).not.toMatch(/^::error/m);
  });
  test('github: the command ends where it should', () => {
    const [first = ''] = formatDocument(full, 'github').split('\n');
    expect(first).toMatch(/^::error file=[^:]*::/);
    expect(first).toContain('%250A @team');
    expect(formatDocument(full, 'github').trimEnd().split('\n')).toHaveLength(2);
  });
  test('markdown: cells, tags and mentions', () => {
    const text = formatDocument(full, 'markdown');
    const outsideCode = text.replace(/^(`{3,})diff\n[^]*?^\1\n/gm, '').replace(/(?<!\\)`[^`\n]*`/g, '');
    expect(outsideCode).toContain('&lt;img');
    expect(outsideCode).not.toMatch(/<img|@team/);
    for (const line of text.split('\n').filter((each) => each.startsWith('| **'))) {
      expect(line.replaceAll('\\|', '').split('|')).toHaveLength(6);
    }
  });
  test('html and junit: no tag, no way out of an attribute', () => {
    expect(formatDocument(full, 'html')).not.toContain('<img');
    expect(formatDocument(full, 'junit')).not.toContain('<img');
    expect(formatDocument(full, 'junit')).toContain('message="\\x1b[31m\\n::error::x');
  });
});

test('a table may have more rows than a call can have arguments', () => {
  const rows = Array.from({ length: 150_000 }, (_, index) => [`row ${index}`]);
  const sections = [{ type: 'table', columns: ['name'], rows }] as const;
  expect(formatDocument({ title: 'long', summary: '', sections }, 'text')).toContain('row 149999');
});
