import type { Document } from './document.ts';
import { formatGithub } from './formats/github.ts';
import { formatHtml } from './formats/html.ts';
import { formatJson } from './formats/json.ts';
import { formatJunit } from './formats/junit.ts';
import { formatMarkdown } from './formats/markdown.ts';
import { formatSarif } from './formats/sarif.ts';
import { formatText } from './formats/text.ts';
import { formatYaml } from './formats/yaml.ts';
import type { FormatOptions } from './options.ts';

/**
 * A Document in any output format. Features make Documents (`document.ts`) of sections and findings (`finding.ts`,
 * ordered by `sort.ts`, counted into an exit code by `exit-code.ts`); each file in `formats/` lays them out and knows no feature.
 */

const formatters = {
  text: formatText,
  json: formatJson,
  yaml: formatYaml,
  markdown: formatMarkdown,
  github: formatGithub,
  sarif: formatSarif,
  junit: formatJunit,
  html: formatHtml,
} satisfies Record<string, (document: Document, options: FormatOptions) => string>;

export type Format = keyof typeof formatters;

export const formats: readonly Format[] = Object.keys(formatters) as Format[];

/** Ends with a line break, whatever the format. */
export function formatDocument(document: Document, format: Format, options: FormatOptions = {}): string {
  return formatters[format](document, options);
}
