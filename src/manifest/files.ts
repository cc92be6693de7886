import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Finding } from '../report/finding.ts';
import { compareText } from '../report/sort.ts';
import { unreadable } from './text.ts';

export interface ManifestFile {
  /** What to open; `undefined` for standard input. */
  readonly path: string | undefined;
  /** What messages call it: relative to the working directory, with forward slashes; `<stdin>`. */
  readonly file: string;
}

export interface CollectedFiles {
  /** Each file once, in the order of the arguments, folders in code-unit order. */
  readonly files: readonly ManifestFile[];
  readonly findings: readonly Finding[];
}

/**
 * The manifest files that command-line paths stand for: files as they are, folders with all `*.yaml`, `*.yml` and
 * `*.json` below (not in `node_modules` or dot-folders), `-` for standard input. Charts and kustomizations, which are
 * no objects before they are rendered, become findings, as do paths that do not exist.
 */
export function collectFiles(paths: readonly string[], workingDirectory: string): CollectedFiles {
  const collector = new Collector(workingDirectory);
  for (const path of paths) collector.add(path);
  return { files: [...collector.files.values()], findings: collector.findings };
}

/** By the name alone. */
export function isManifestName(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name);
}

const kustomizationName = /^kustomization(?:\.ya?ml)?$/i;
const chartValuesName = /^(?:Chart\.ya?ml|values.*\.(?:ya?ml|json)|requirements\.ya?ml)$/;

class Collector {
  readonly files = new Map<string, ManifestFile>();
  readonly findings: Finding[] = [];
  readonly #workingDirectory: string;
  readonly #visitedFolders = new Set<string>();

  constructor(workingDirectory: string) {
    this.#workingDirectory = workingDirectory;
  }

  add(argument: string): void {
    if (argument === '-') {
      this.files.set('-', { path: undefined, file: '<stdin>' });
      return;
    }
    const path = resolve(this.#workingDirectory, argument);
    try {
      if (statSync(path).isDirectory()) this.#addFolder(path);
      else this.files.set(path, { path, file: this.#display(path) });
    } catch (cause) {
      this.findings.push(unreadable(this.#display(path), cause));
    }
  }

  #addFolder(folder: string): void {
    const real = realpathSync(folder);
    if (this.#visitedFolders.has(real)) return;
    this.#visitedFolders.add(real);
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name));
    const isChart = entries.some(({ name }) => name === 'Chart.yaml' || name === 'Chart.yml');
    for (const entry of entries) {
      const { name } = entry;
      const path = join(folder, name);
      if (name.startsWith('.') || name === 'node_modules') continue;
      if (isChart && (name === 'templates' || chartValuesName.test(name))) {
        if (name === 'templates')
          this.findings.push(unrenderedChart(this.#display(path), this.#display(folder)));
      } else if (kustomizationName.test(name)) this.findings.push(kustomization(this.#display(path)));
      else this.#addEntry(path, entry);
    }
  }

  #addEntry(path: string, entry: Dirent): void {
    try {
      // The folder knows what most are; of a link it does not say where it leads.
      const found = entry.isFile() || entry.isDirectory() ? entry : statSync(path);
      if (found.isDirectory()) this.#addFolder(path);
      else if (isManifestName(entry.name) && found.isFile())
        this.files.set(path, { path, file: this.#display(path) });
      else if (isManifestName(entry.name)) this.findings.push(noRegularFile(this.#display(path)));
    } catch (cause) {
      this.findings.push(unreadable(this.#display(path), cause));
    }
  }

  #display(path: string): string {
    return shownFrom(this.#workingDirectory, path);
  }
}

/** What messages call a path: relative, with forward slashes. */
export function shownFrom(folder: string, path: string): string {
  return (relative(folder, path) || '.').split(sep).join('/');
}

/** The finding for what is no file. Reading a pipe or a socket could take forever; who wants that names it. */
export function noRegularFile(file: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'unreadable-file',
    message: `${file} is no regular file`,
    location: { file },
    next: 'name it as an argument to read from it, or remove it',
  };
}

function unrenderedChart(templates: string, chart: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'unrendered-chart',
    message: 'the templates of a Helm chart are no manifests until they are rendered',
    location: { file: templates },
    next: `helm template ${chart} | plumb validate -`,
  };
}

function kustomization(file: string): Finding {
  return {
    severity: 'warning',
    rule: 'kustomization',
    message:
      'a kustomization is an input of kustomize, not an object; files beside it are judged as they are',
    location: { file },
    next: 'judge the built result instead: kustomize build FOLDER | plumb validate -',
  };
}
