const gibibyte = 2 ** 30;

/** What each of a hub and three regions takes with larger heaps, the hub more and the others less; measured. */
const clusterGibibytes = 4;

/**
 * The environment of Go programs by which they collect garbage less often where there is memory enough: a tenth of the
 * processor time of a lab.
 *
 * @param clusters how many clusters the lab has
 * @param availableBytes of memory, when a program is started: what is started later may get the default
 *
 * Source of the meaning of GOGC: the documentation of Go's package runtime; its default is 100.
 */
export function collectorEnv(clusters: number, availableBytes: number): Readonly<Record<string, string>> {
  return availableBytes >= clusters * clusterGibibytes * gibibyte ? { GOGC: '400' } : {};
}
