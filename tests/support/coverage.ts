/** Vitest ends its workers without the exit that would write their coverage, so each test file writes its own. */
import { takeCoverage } from 'node:v8';
import { afterAll } from 'vitest';

if (process.env['NODE_V8_COVERAGE'] !== undefined) afterAll(() => takeCoverage());
