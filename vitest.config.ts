import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What judges the repository as a whole or starts many programs; all other tests together take seconds. */
const repositoryTests = ['tests/{docs,e2e,layers,repository,workflows}/**/*.test.ts'];

/** What starts real control planes, after building them. */
const labTests = ['tests/lab/real/**/*.test.ts'];

/** What takes too long for `npm test`, which looks at recordings instead: `npm run record`. */
const proofs = ['tests/lab/proofs/**/*.test.ts'];

/** Real processes of one machine at a time, after all other tests: they would slow each other down, and are timed. */
const realProcesses = {
  globalSetup: 'tests/lab/real/setup.ts',
  fileParallelism: false,
  sequence: { groupOrder: 1 },
};

/** Tests load modules as Node does, not through Vite: what is tested, and whose coverage is counted, is what users run. */
export default defineConfig({
  test: {
    experimental: { viteModuleRunner: false },
    pool: 'forks',
    // By default one processor is left to do something else, which on two is half of the machine.
    maxWorkers: '100%',
    setupFiles: ['tests/support/coverage.ts'],
    // For what tests start without ./plumb, which would choose a place.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...repositoryTests, ...labTests, ...proofs],
          // Loading the engine anew for each file would take four times as long as the tests.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: labTests,
          ...realProcesses,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'proofs',
          include: proofs,
          ...realProcesses,
          testTimeout: 1_800_000,
          hookTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'repository',
          include: repositoryTests,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
