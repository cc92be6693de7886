import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import { isHook } from './hook.ts';

/** Objects that nobody can find in a cluster, as they have no name. Hooks are not looked for, and may have none. */
export function namelessFindings(manifests: readonly LoadedManifest[]): Finding[] {
  return manifests
    .filter(({ object }) => (object.metadata.name ?? '') === '' && !isHook(object))
    .map(({ object, locate }) => {
      const isMadeUp = object.metadata['generateName'] !== undefined;
      const why = isMadeUp ? ', and what the API server makes of generateName is another one each time' : '';
      return {
        severity: 'unjudged',
        rule: 'not-a-manifest',
        message: `metadata.name of the ${object.kind} is missing${why}`,
        location: locate(['metadata', 'generateName'], 'key'),
        allowed: 'objects with a metadata.name',
        next: 'give it a name, or leave it out',
      };
    });
}
