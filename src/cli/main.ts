import { run } from './run.ts';

// A fleet rule may end the process, throw where nobody waits, or await what never happens: none of it is a verdict.
let isDone = false;
process.once('exit', () => {
  if (isDone) return;
  process.stderr.write(
    'plumb: ended before it was done; next: look for a fleet rule that ends the process\n',
  );
  process.exitCode = 2;
});
const exitCode = await run(process.argv.slice(2));
isDone = true;
// Exits even if an app has left a timer running.
process.exit(exitCode);
