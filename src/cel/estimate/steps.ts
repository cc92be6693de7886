/**
 * The steps that lead from a variable to a value, e.g. `self`, `spec`, `@items`, kept as Go keeps a slice: what is appended
 * to one and the same beginning may share its memory, and then the later step takes the earlier one's place. Estimates of
 * the API server depend on that.
 */
export class Steps {
  static readonly none = new Steps([], 0, 0);

  readonly #memory: string[];
  readonly #capacity: number;
  readonly length: number;

  private constructor(memory: string[], length: number, capacity: number) {
    this.#memory = memory;
    this.length = length;
    this.#capacity = capacity;
  }

  static from(name: string): Steps {
    return new Steps([name], 1, 1);
  }

  get names(): readonly string[] {
    return this.#memory.slice(0, this.length);
  }

  append(step: string): Steps {
    const hasRoom = this.length < this.#capacity;
    const memory = hasRoom ? this.#memory : this.#memory.slice(0, this.length);
    memory[this.length] = step;
    const capacity = hasRoom ? this.#capacity : Math.max(1, 2 * this.#capacity);
    return new Steps(memory, this.length + 1, capacity);
  }

  /** In memory of its own. */
  copyWith(step: string): Steps {
    return new Steps([...this.names, step], this.length + 1, this.length + 1);
  }
}
