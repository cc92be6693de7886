const gibibyte = 2 ** 30;

/** What each of a hub and three regions takes with larger heaps, the hub more and the others less; measured. */
const clusterGibibytes = 4;

/**
 * The environment of Go programs by which they spend less on memory where there is enough: they collect garbage less
 * often, a tenth of the processor time of a lab, and take free pages back as they are instead of having the kernel clear
 * them again, another fifteenth.
 *
 * @param clusters how many clusters the lab has
 * @param availableBytes of memory, before the programs are started that are to have these variables
 *
 * Source of the meaning of GOGC and of madvdontneed: the documentation of Go's package runtime; their defaults are 100
 * and 1.
 */
export function collectorEnv(clusters: number, availableBytes: number): Readonly<Record<string, string>> {
  const isEnough = availableBytes >= clusters * clusterGibibytes * gibibyte;
  return isEnough ? { GOGC: '400', GODEBUG: 'madvdontneed=0' } : {};
}
