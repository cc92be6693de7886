export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [columns, columns.map(() => '---'), ...rows].map(line).join('');
}

/**
 * Puts a text between the two comments that mark its place in a page.
 *
 * @throws Error if the page has no such place
 */
export function replaceMarked(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run docs -->\n`, `<!-- end of ${name} -->\n`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`the page has no lines ${begin}and ${end}in this order`);
  return `${page.slice(0, from)}${begin}\n${text}\n${page.slice(to)}`;
}
