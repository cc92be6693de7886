const gibibyte = 2 ** 30;

/** What a cluster with all controllers takes at most with larger heaps; measured. */
const clusterGibibytes = 4;

/**
 * The environment of Go programs by which they collect garbage less often where there is memory enough: a tenth of the
 * processor time of a lab.
 *
 * @param clusters how many clusters the lab has
 * @param availableBytes of memory, for all that is still to be started
 *
 * Source of the meaning of GOGC: the documentation of Go's package runtime; its default is 100.
 */
export function collectorEnv(clusters: number, availableBytes: number): Readonly<Record<string, string>> {
  return availableBytes >= clusters * clusterGibibytes * gibibyte ? { GOGC: '400' } : {};
}
