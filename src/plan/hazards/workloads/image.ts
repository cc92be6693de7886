import { podsOf } from '../../../kubernetes/pods.ts';
import { textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Images that were known by their digest, and are no longer: what a tag stands for may change without a word in git. */
export function unpinnedImages({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const old = new Map(
    podsOf(type, before)?.containers.map(({ value }) => [textOf(value, 'name'), textOf(value, 'image')]),
  );
  return (podsOf(type, after)?.containers ?? []).flatMap(({ value, path }): Hazard[] => {
    const image = textOf(value, 'image') ?? '';
    if (image.includes('@') || old.get(textOf(value, 'name'))?.includes('@') !== true) return [];
    const message = `its container ${shown(value['name'])} is no longer pinned by digest: what ${image} stands for may change`;
    return [{ severity: 'warning', rule: 'unpinned-image', message, path: [...path, 'image'] }];
  });
}
