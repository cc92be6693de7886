import type { LoadProfile } from '../model/load.ts';
import { LOAD_ANNOTATIONS } from './conventions.ts';

/** An app's load profile as annotations of its workload; none for apps that declare no load. */
export function loadAnnotations(load: LoadProfile | undefined): Readonly<Record<string, string>> {
  if (!load) return {};
  return {
    [LOAD_ANNOTATIONS.requestsPerSecondPerPod]: String(load.requestsPerSecondPerPod),
    [LOAD_ANNOTATIONS.serviceTimeMs]: String(load.serviceTimeMs),
    [LOAD_ANNOTATIONS.readySeconds]: String(load.readySeconds),
  };
}
