/**
 * Line coverage of TypeScript that Node ran natively, merged over many processes: the test runner's workers and
 * every `plumb` that they start. Type stripping keeps each character's place, so V8's offsets are the source's own.
 */

import { readdirSync, readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mergeProcessCovs, type ProcessCoverage } from '@bcoe/v8-coverage';
import { type CoverageMap, createCoverageMap } from '@vitest/istanbul-lib-coverage';
import convert, { type Options } from 'ast-v8-to-istanbul';
import { parseSync } from 'oxc-parser';

/** Merges what every process that ran with `NODE_V8_COVERAGE=folder` wrote, for the given source files only. */
function readProcesses(
  folder: string,
  urls: ReadonlySet<string>,
): ReadonlyMap<string, Profiler.ScriptCoverage> {
  const processes = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): ProcessCoverage => {
      const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as ProcessCoverage;
      return { result: result.filter((script) => urls.has(script.url)) };
    });
  return new Map(mergeProcessCovs(processes).result.map((script) => [script.url, script]));
}

/** What V8 would report of a script that no process ever loaded. */
function neverLoaded(url: string, code: string): Profiler.ScriptCoverage {
  const ranges = [{ startOffset: 0, endOffset: code.length, count: 0 }];
  return { scriptId: '', url, functions: [{ functionName: '', ranges, isBlockCoverage: true }] };
}

/** @param sources absolute paths of the files to report on, whether a process loaded them or not */
export async function collectCoverage(folder: string, sources: readonly string[]): Promise<CoverageMap> {
  const urls = new Map(sources.map((path) => [path, pathToFileURL(path).href]));
  const scripts = readProcesses(folder, new Set(urls.values()));
  const map = createCoverageMap();
  for (const [path, url] of urls) {
    const code = stripTypeScriptTypes(readFileSync(path, 'utf8'));
    const ast = parseSync('stripped.js', code, { sourceType: 'module' }).program as unknown as Options['ast'];
    const coverage = scripts.get(url) ?? neverLoaded(url, code);
    map.merge(await convert({ code, ast, coverage: { url, functions: coverage.functions } }));
  }
  return map;
}
