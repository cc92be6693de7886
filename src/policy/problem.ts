import { formatIdentity, identityOf } from '../manifest/object.ts';
import { formatPath, type Path } from '../manifest/path.ts';
import type { PathEnd } from '../manifest/positions.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding, Severity } from '../report/finding.ts';

/** One thing wrong with a policy or a binding. */
export interface PolicyProblem {
  readonly rule: string;
  readonly path: Path;
  /** What is wrong with the value at `path`; the path itself is not repeated. */
  readonly message: string;
  readonly allowed?: string;
  readonly next?: string;
}

/** Says where: in the file, and in the object. */
export function policyFinding(
  severity: Severity,
  { rule, path, message, allowed, next }: PolicyProblem,
  manifest: LoadedManifest,
  end: PathEnd = 'value',
): Finding {
  const at = formatPath(path);
  return {
    severity,
    rule,
    message: at === '' ? message : `${at}: ${message}`,
    location: manifest.locate(path, end),
    subject: formatIdentity(identityOf(manifest.object)),
    ...(allowed !== undefined && { allowed }),
    ...(next !== undefined && { next }),
  };
}
