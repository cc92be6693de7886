import { findingsOf, fullMessage, neutralize, placeOf } from '../content.ts';
import type { Document } from '../document.ts';
import type { Finding } from '../finding.ts';
import { escapeMarkup } from '../markup.ts';

/** JUnit XML: a failure for each error, an error for each thing unjudged, output for each warning. */
export function formatJunit(document: Document): string {
  const findings = findingsOf(document);
  const count = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const cases = findings.map((finding) => testCase(finding));
  // Without a test case, readers report that nothing ran.
  if (cases.length === 0)
    cases.push(`    <testcase classname=${attribute(document.title)} name=${attribute(document.summary)}/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name=${attribute(document.title)} tests="${cases.length}" failures="${count('error')}" errors="${count('unjudged')}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const elementOf = { unjudged: 'error', error: 'failure', warning: 'system-out' } as const;

function testCase(finding: Finding): string {
  const element = elementOf[finding.severity];
  const { location } = finding;
  const file = location === undefined ? '' : ` file=${attribute(location.file)}`;
  const line = location?.line === undefined ? '' : ` line="${location.line}"`;
  const head =
    element === 'system-out'
      ? `<${element}>`
      : `<${element} type=${attribute(finding.rule)} message=${attribute(finding.message)}>`;
  return [
    `    <testcase classname=${attribute(finding.rule)} name=${attribute(placeOf(finding) || finding.message)}${file}${line}>`,
    `      ${head}${escapeMarkup(neutralize(fullMessage(finding)))}</${element}>`,
    '    </testcase>',
  ].join('\n');
}

function attribute(text: string): string {
  return `"${escapeMarkup(neutralize(text))}"`;
}
