import { dump } from 'js-yaml';
import type { Document } from '../document.ts';
import { programResult } from './json.ts';

/** The same as JSON, in YAML. */
export function formatYaml(document: Document): string {
  // Through JSON, so that both formats say the same of dates, `undefined` and class instances.
  return dump(JSON.parse(JSON.stringify(programResult(document))), { lineWidth: -1, noRefs: true });
}
