/**
 * Completes package-lock.json after a dependency changed: `npm run lockfile`.
 *
 * A registry that mirrors only some platforms makes npm leave the binaries of the others out of the lock, and then
 * `npm ci` refuses it ("Missing: … from lock file"), on every platform. Each missing binary gets an entry with the
 * exact version that its parent pins and the platform that its name states, so that npm skips it elsewhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';

export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export type LockedPackages = Record<string, LockEntry>;

const operatingSystems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const musl = /(^|-)musl/;
const glibc = /(^|-)gnu/;

/** The platform that a binary package's name states, e.g. `@swc/core-linux-arm64-musl`; none found, none returned. */
export function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const words = name.slice(name.indexOf('/') + 1).split('-');
  const os = words.filter((word) => operatingSystems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const suffix = words.slice(2).join('-');
  const isLinux = os.includes('linux');
  const libc = isLinux && musl.test(suffix) ? ['musl'] : isLinux && glibc.test(suffix) ? ['glibc'] : [];
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(os.length > 0 && { os }),
    ...(libc.length > 0 && { libc }),
  };
}

/** Where Node would find `name` from the package at `parent`: the nearest `node_modules` upwards. */
function resolve(packages: LockedPackages, parent: string, name: string): string | undefined {
  let folder = parent;
  for (;;) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return undefined;
    const above = folder.lastIndexOf('/node_modules/');
    folder = above === -1 ? '' : folder.slice(0, above);
  }
}

/** Entries that the lock lacks, by path, each under the version that its parent asks for. */
export function missingBinaries(packages: LockedPackages): LockedPackages {
  const missing: LockedPackages = {};
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const found = resolve(packages, parent, name);
      if (found !== undefined && (packages[found]?.version === version || !/^\d/.test(version))) continue;
      const platform = platformOf(name);
      if (platform.os === undefined && platform.cpu === undefined) continue;
      const nested =
        packages[`node_modules/${name}`] !== undefined || missing[`node_modules/${name}`] !== undefined;
      const path = nested ? `${parent}/node_modules/${name}` : `node_modules/${name}`;
      missing[path] = { version, ...(entry.dev && { dev: true }), optional: true, ...platform };
    }
  }
  return missing;
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: LockedPackages };
  const missing = missingBinaries(lock.packages);
  const entries = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(entries);
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${Object.keys(missing).length} entries added to package-lock.json\n`);
}
