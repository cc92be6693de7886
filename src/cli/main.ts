import { enableCompileCache } from 'node:module';

// Before anything else is loaded: the second start then finds every module compiled.
enableCompileCache();

const { run } = await import('./run.ts');
// Exits even if an app has left a timer running.
process.exit(await run(process.argv.slice(2)));
