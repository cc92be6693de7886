import { formatIdentity, identityOf } from '../manifest/object.ts';
import type { Finding } from '../report/finding.ts';
import type { RenderedObject } from './render.ts';

/**
 * Objects that would overwrite one another: the same identity twice in one cluster, or two identities whose files
 * have one path (also where only the case differs, as on macOS and Windows).
 */
export function findCollisions(cluster: readonly RenderedObject[]): Finding[] {
  const findings: Finding[] = [];
  const byIdentity = new Map<string, RenderedObject>();
  const byPath = new Map<string, RenderedObject>();
  for (const rendered of cluster) {
    const identity = formatIdentity(identityOf(rendered.object));
    const path = rendered.path.toLowerCase();
    const twin = byIdentity.get(identity);
    const neighbour = byPath.get(path);
    if (twin) {
      findings.push({
        severity: 'unjudged',
        rule: 'duplicate-object',
        message: `${identity} is rendered twice: by ${twin.constructPath} and by ${rendered.constructPath}`,
        location: { file: rendered.source },
        subject: rendered.constructPath,
        allowed: 'each object once per cluster',
        next: 'rename one of them, or let one app own it and the others refer to it',
      });
    } else if (neighbour) {
      findings.push({
        severity: 'unjudged',
        rule: 'path-collision',
        message: `${neighbour.constructPath} and ${rendered.constructPath} are both written to ${rendered.path}`,
        location: { file: rendered.source },
        subject: rendered.constructPath,
        allowed: 'paths that differ by more than upper and lower case',
        next: 'rename one of the two objects',
      });
    }
    byIdentity.set(identity, rendered);
    byPath.set(path, rendered);
  }
  return findings;
}
