import { enableCompileCache } from 'node:module';

// Before anything else is loaded: the second start then finds every module compiled.
enableCompileCache();

const { run } = await import('./run.ts');
process.exitCode = await run(process.argv.slice(2));
