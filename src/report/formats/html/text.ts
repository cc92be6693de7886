import { neutralize } from '../../content.ts';
import { escapeMarkup } from '../../markup.ts';

/** Any text, as markup that shows it and does nothing else. */
export function text(value: string): string {
  return escapeMarkup(neutralize(value));
}
