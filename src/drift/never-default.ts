import { isRecord } from '../manifest/object.ts';

/** Fields of pods that lift their isolation. */
const isolation: ReadonlySet<string> = new Set(['hostNetwork', 'hostPID', 'hostIPC', 'privileged']);

/**
 * Whether a field is one that no API server fills in, or has such a one in it: without an owner, its ownership was taken
 * out.
 */
export function isNeverDefault(name: string | number | undefined, value: unknown): boolean {
  if (typeof value !== 'object') return value === true && isolation.has(String(name));
  if (Array.isArray(value)) return value.some((item: unknown) => isNeverDefault(undefined, item));
  return isRecord(value) && Object.entries(value).some(([inside, each]) => isNeverDefault(inside, each));
}
