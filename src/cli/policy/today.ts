/** As `2026-01-31`, in UTC: a team in Tokyo and a job in Oregon see the same exemptions expire. */
export function today(): string {
  return new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
}
