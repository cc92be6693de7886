export interface Denial {
  readonly policy: string;
  readonly binding: string;
  readonly message: string;
}

/** What the bindings of shadow policies warn of, among all warnings of an answer. */
export function denialsIn(warnings: readonly string[]): Denial[] {
  return warnings.flatMap((warning) => {
    const found =
      /^Validation failed for ValidatingAdmissionPolicy '([^']+)' with binding '([^']+)': (.*)$/s.exec(
        warning,
      );
    if (!found) return [];
    const [, policy = '', binding = '', message = ''] = found;
    return [{ policy, binding, message }];
  });
}
