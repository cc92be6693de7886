import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of one Go module at one version, found by globs relative to the module's root. */
export interface ModuleSource {
  readonly module: string;
  readonly version: string;
  readonly files: readonly string[];
}

/** `<minor>/sources.json`: the one place of the versions that the facts come from. */
export interface Sources {
  readonly builtin: ModuleSource;
  /** Modules with the Go types of built-in kinds. */
  readonly types: readonly ModuleSource[];
  /** Modules with CustomResourceDefinitions. */
  readonly custom: readonly ModuleSource[];
}

/** @param minor a Kubernetes version, e.g. `1.34` */
export function loadSources(minor: string): Sources {
  return readJson(minor, 'sources.json') as Sources;
}

/** The kinds that constructs can render, and have types for: apiVersion → kinds (`<minor>/typed-kinds.json`). */
export function loadTypedKinds(minor: string): Readonly<Record<string, readonly string[]>> {
  return readJson(minor, 'typed-kinds.json') as Record<string, string[]>;
}

function readJson(minor: string, file: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, minor, file), 'utf8'));
}
