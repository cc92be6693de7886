import { findingsOf } from '../content.ts';
import type { Document } from '../document.ts';

/** What programs read; `version` rises when a field changes its meaning or goes away. */
export function programResult({ data, ...document }: Document): Record<string, unknown> {
  const { title, summary } = document;
  return { version: 1, title, summary, findings: findingsOf(document), result: data ?? null };
}

export function formatJson(document: Document): string {
  return stringify(programResult(document));
}

/** Indented JSON, as terminals may show it. */
export function stringify(value: unknown): string {
  return `${escapeControls(JSON.stringify(value, undefined, 2))}\n`;
}

/** The same JSON, without what is legal in it as it is, but what terminals obey. */
export function escapeControls(json: string): string {
  return json.replace(/[\x7f-\x9f\u2028\u2029]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
