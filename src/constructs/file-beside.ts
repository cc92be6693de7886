import { readFileSync } from 'node:fs';

/**
 * Text of a file that lies beside a module: scripts and configurations that are rendered into objects, but edited as
 * what they are.
 *
 * @param module `import.meta.url` of the module
 * @param path relative to it, e.g. `./handler.js`
 */
export function readFileBeside(module: string, path: string): string {
  return readFileSync(new URL(path, module), 'utf8');
}
