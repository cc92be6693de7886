import { createHash } from 'node:crypto';
import { findingsInOrder, fullMessage } from '../content.ts';
import type { Document } from '../document.ts';
import type { Finding } from '../finding.ts';
import { stringify } from './json.ts';

/** GitHub takes no more results of one run. */
const resultsLimit = 5000;

/**
 * SARIF 2.1.0, as GitHub's code scanning reads it: it refuses a file with a result that is at no place in a file, so what
 * is at none is told as a notification.
 */
export function formatSarif(document: Document): string {
  const findings = findingsInOrder(document);
  const placed = findings.filter(({ location }) => location !== undefined);
  const shown = placed.slice(0, resultsLimit);
  const left = placed.length - shown.length;
  const rules = [...new Set(shown.map(({ rule }) => rule))].sort();
  const fingerprints = new Fingerprints();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'plumbline', rules: rules.map((id) => ({ id, shortDescription: { text: id } })) },
        },
        invocations: [
          {
            executionSuccessful: findings.every(({ severity }) => severity !== 'unjudged'),
            toolExecutionNotifications: [
              ...findings.filter(({ location }) => location === undefined).map(notification),
              ...(left === 0
                ? []
                : [{ level: 'warning', message: { text: `${left} more findings were left out` } }]),
            ],
          },
        ],
        results: shown.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: rules.indexOf(finding.rule),
          level: levelOf(finding),
          message: { text: fullMessage(finding) },
          locations: locationsOf(finding),
          partialFingerprints: fingerprints.of(finding),
        })),
      },
    ],
  };
  return stringify(log);
}

/** Names a finding across commits: independent of lines, which edits elsewhere move; equal findings are counted. */
class Fingerprints {
  readonly #seen = new Map<string, number>();

  /** Under our name, and under the only one that GitHub looks at. */
  of(finding: Finding): Readonly<Record<string, string>> {
    const fingerprint = this.#fingerprint(finding);
    return { 'plumbline/v1': fingerprint, primaryLocationLineHash: fingerprint };
  }

  #fingerprint({ rule, message, location, subject }: Finding): string {
    const digest = createHash('sha256')
      .update(JSON.stringify([rule, location?.file, subject, message]))
      .digest('hex');
    const count = (this.#seen.get(digest) ?? 0) + 1;
    this.#seen.set(digest, count);
    return `${digest.slice(0, 32)}:${count}`;
  }
}

function levelOf({ severity }: Finding): 'error' | 'warning' {
  return severity === 'warning' ? 'warning' : 'error';
}

function notification(finding: Finding): unknown {
  const about = finding.subject === undefined ? '' : `${finding.subject}: `;
  return {
    level: levelOf(finding),
    message: { text: about + fullMessage(finding) },
    descriptor: { id: finding.rule },
  };
}

function locationsOf({ location, subject }: Finding): unknown[] {
  const logicalLocations =
    subject === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: subject }] };
  if (location === undefined) return [];
  const { file, line, column } = location;
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  const path = encodeURI(file.toWellFormed()).replaceAll('#', '%23').replaceAll('?', '%3F');
  // What stands before a colon would be a scheme (RFC 3986, 4.2).
  const uri = /^[^/]*:/.test(path) ? `./${path}` : path;
  return [{ physicalLocation: { artifactLocation: { uri }, ...region }, ...logicalLocations }];
}
