/** What stands between commas, as in annotations and settings that are lists: without blanks, and without what is empty. */
export function commaSeparated(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((part) => part.trim() || []);
}
