/**
 * Sends what is printed from now on to standard error: standard output is for the result, and apps and rules may print.
 *
 * @returns what undoes it
 */
export function keepFromStandardOutput(): () => void {
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return () => {
    process.stdout.write = write;
  };
}
