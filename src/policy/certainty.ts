/** An answer, or why there is none. */
export type Certain<Value> = { readonly value: Value } | { readonly undecided: string };

export const yes: Certain<boolean> = { value: true };
export const no: Certain<boolean> = { value: false };

export function undecided(reason: string): { readonly undecided: string } {
  return { undecided: reason };
}

/** False where one is false, whatever is not known of the others. */
export function allOf(answers: readonly Certain<boolean>[]): Certain<boolean> {
  if (answers.some((answer) => 'value' in answer && !answer.value)) return no;
  return answers.find((answer) => 'undecided' in answer) ?? yes;
}

/** True where one is true, whatever is not known of the others. */
export function anyOf(answers: readonly Certain<boolean>[]): Certain<boolean> {
  if (answers.some((answer) => 'value' in answer && answer.value)) return yes;
  return answers.find((answer) => 'undecided' in answer) ?? no;
}
