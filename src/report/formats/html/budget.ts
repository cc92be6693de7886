/** What a browser shows within a second, and filters in less. Measured in Chromium: the tags take the time. */
const pageLimit = { characters: 12_000_000, tags: 75_000 } as const;

/** Hands out what is left of the page to whoever asks first: to what is worst. */
export class Budget {
  #characters: number = pageLimit.characters;
  #tags: number = pageLimit.tags;

  /**
   * As many of the items as fit, one a line. From the first that does not fit on, nothing does: what comes later is less
   * bad.
   *
   * @param note what to say of the rest
   */
  take<T>(items: readonly T[], markup: (item: T) => string, note: (left: number) => string): string {
    const taken: string[] = [];
    for (const item of items) {
      const piece = markup(item);
      this.#characters -= piece.length;
      this.#tags -= piece.split('<').length - 1;
      if (this.#characters < 0 || this.#tags < 0) {
        taken.push(note(items.length - taken.length));
        break;
      }
      taken.push(piece);
    }
    return taken.join('\n');
  }
}

/** `… and 3 more rows, left out for want of space; -o json has them all` */
export function restText(left: number, what: string): string {
  return `… and ${left} more ${what}, left out for want of space; -o json has them all`;
}
