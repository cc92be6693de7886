/** 1 if the second is met more easily than the first, -1 if less so, nothing if they differ in more than a bound. */
export function easeOf(one: string, other: string): number | undefined {
  const [old, now] = [one, other].map((text) => text.trim().replace(/\s*([<>=!]=?|&&|\|\|)\s*/g, '$1')) as [
    string,
    string,
  ];
  if (old === now) return 0;
  // Of Prometheus: what stands behind it takes away, but whether the bound does depends on brackets.
  if (/\bunless\b/.test(old)) return undefined;
  const bound = /^(.*[^<>=!])([<>])(=?)(-?[\d.]+)$/;
  const [was, is] = [bound.exec(old), bound.exec(now)];
  if (!was || !is || was[1] !== is[1] || was[2] !== is[2]) return undefined;
  const difference =
    Number(is[4]) - Number(was[4]) ||
    (was[2] === '<' ? 1 : -1) * ((is[3] ?? '').length - (was[3] ?? '').length);
  return Math.sign(difference) * (was[2] === '<' ? 1 : -1);
}
