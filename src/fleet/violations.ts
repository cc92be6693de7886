import type { Path } from '../manifest/path.ts';
import type { Violation } from '../model/violation.ts';
import { formatLocation } from '../report/content.ts';
import type { Finding, Location } from '../report/finding.ts';
import { didYouMean, nearest } from '../report/suggest.ts';

/**
 * A violation as a finding.
 *
 * @param subject what the violation's path starts at, as the message shall name it.
 * @param locate where the value at a path stands.
 */
export function toFinding(violation: Violation, subject: string, locate: (path: Path) => Location): Finding {
  const { rule, path, against, message, allowed, next, unknown } = violation;
  const location = locate(path);
  const other = against && locate(against);
  const meant = unknown && nearest(unknown.name, unknown.known);
  const advice = meant === undefined ? next : didYouMean(meant);
  return {
    severity: 'unjudged',
    rule,
    message: `${subject}: ${message}${other && other.file !== location.file ? `; see ${formatLocation(other)}` : ''}`,
    location,
    ...(allowed !== undefined && { allowed }),
    ...(advice !== undefined && { next: advice }),
  };
}
