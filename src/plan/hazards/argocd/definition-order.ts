import { waveAnnotation, waveOf } from '../../../kubernetes/sync-wave.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/**
 * Objects that are applied before the definition of their kind, which comes with them. Of one wave, Argo CD applies
 * definitions first (gitops-engine, `pkg/sync/sync_tasks.go`). Across apps, the waves of these would have to be known.
 */
export function earlyObjects({ type, change, after, newcomers }: Reviewed): Hazard[] {
  const definition = newcomers.definitions.get(type);
  if (definition === undefined || after === undefined || change.after === undefined) return [];
  const folder = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
  if (folder(definition.file) !== folder(change.after.file)) return [];
  const [own, first] = [waveOf(after), waveOf(definition.object)];
  if (own >= first) return [];
  const message = `is applied in wave ${own}, before the definition of its kind in wave ${first}: the sync fails`;
  const path = ['metadata', 'annotations', waveAnnotation];
  return [
    {
      severity: 'error',
      rule: 'wave-order',
      message,
      path,
      next: 'give it a later wave than the definition',
    },
  ];
}
