export interface Denial {
  readonly policy: string;
  /** Empty if the policy as a whole cannot be used. */
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

/** The denial in a refused request's answer, a `Status`: of a policy that denies whatever its bindings say. */
export function denialIn(text: string): Denial | undefined {
  const found = /ValidatingAdmissionPolicy '([^']+)' (?:with binding '([^']+)' )?denied request: (.*)$/s.exec(
    messageIn(text),
  );
  if (!found) return undefined;
  const [, policy = '', binding = '', message = ''] = found;
  return { policy, binding, message };
}

/** Why the server refused a request, in its own words. */
export function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}

/**
 * Whether the server has left out warnings, or parts of them: beyond 4,096 characters in all it cuts each at 256, and
 * drops what then exceeds. Source: Kubernetes 1.34, `apiserver/pkg/endpoints/filters/warning.go`.
 */
export function mayBeCut(warnings: readonly string[]): boolean {
  const lengths = warnings.map((text) => [...text].length);
  return lengths.includes(256) || lengths.reduce((sum, length) => sum + length, 0) >= 4096;
}
