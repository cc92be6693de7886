import { join } from 'node:path';
import { displayPath, findRepository } from '../root.ts';

/** Paths as they were given, else the repository's folder of that name. */
export function pathsOr(given: readonly string[], name: 'dist' | 'policies'): readonly string[] {
  return given.length > 0 ? given : [displayPath(join(findRepository(), name))];
}
