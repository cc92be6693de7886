/** Since when something is as it is, by the looks that were taken, for what objects do not tell themselves. */
export class Since {
  readonly #known = new Map<string, { readonly state: string; readonly begin: number }>();

  /** Whether a look has found it before. */
  knows(subject: string): boolean {
    return this.#known.has(subject);
  }

  /**
   * @param now milliseconds since 1970
   * @returns when a look first found the subject in this state, without another one since; milliseconds since 1970
   */
  begin(subject: string, state: string, now: number): number {
    const known = this.#known.get(subject);
    if (known?.state === state) return known.begin;
    this.#known.set(subject, { state, begin: now });
    return now;
  }
}
