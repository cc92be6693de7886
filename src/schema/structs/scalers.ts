import { isRecord } from '../../manifest/object.ts';
import { selectMaps, textOf } from '../../manifest/select.ts';
import type { Fields, Wrong } from './struct.ts';

/** What a HorizontalPodAutoscaler scales, and what it asks (`ValidateCrossVersionObjectReference`). */

/** Of the core API, nothing is scaled. */
export function targetHasGroup({ scaleTargetRef }: Fields): Wrong[] {
  if (!isRecord(scaleTargetRef)) return [];
  const apiVersion = textOf(scaleTargetRef, 'apiVersion') ?? '';
  if (/^[^/]+\/[^/]*$/.test(apiVersion)) return [];
  return [
    {
      at: ['scaleTargetRef', 'apiVersion'],
      message: apiVersion === '' ? 'is missing' : `${JSON.stringify(apiVersion)} names no group`,
      allowed: 'a group and a version, such as apps/v1',
    },
  ];
}

/** `ParseGroupVersion` takes one slash, or none. */
export function asksKnownVersions(spec: Fields): Wrong[] {
  return selectMaps(spec, 'metrics[].object.describedObject').flatMap(({ value, path }) => {
    const apiVersion = textOf(value, 'apiVersion') ?? '';
    if (!/\/.*\//.test(apiVersion)) return [];
    return [
      {
        at: [...path, 'apiVersion'],
        message: `${JSON.stringify(apiVersion)} is no version of an API`,
        allowed: 'a version with its group or without, such as networking.k8s.io/v1',
      },
    ];
  });
}
