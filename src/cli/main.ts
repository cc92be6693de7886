import { run } from './run.ts';

// Exits even if an app has left a timer running.
process.exit(await run(process.argv.slice(2)));
