/**
 * The whole number that an int-or-percent stands for, as `GetScaledValueFromIntOrPercent` of
 * k8s.io/apimachinery/pkg/util/intstr reckons it; `undefined` if it is neither.
 *
 * @param of what a percentage is a share of
 * @param round percentages; Kubernetes rounds up what may be missing or added, unless it says otherwise
 */
export function scaledValue(
  value: unknown,
  of: number,
  round: (share: number) => number = Math.ceil,
): number | undefined {
  if (typeof value === 'number') return value;
  const [, percent] = typeof value === 'string' ? (/^(\d+)%$/.exec(value) ?? []) : [];
  // In whole numbers until the division, as upstream: 0.07 * 100 is more than 7.
  return percent === undefined ? undefined : round((Number(percent) * of) / 100);
}
