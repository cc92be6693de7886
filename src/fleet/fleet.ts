/**
 * The fleet: what runs where, read from data.
 *
 *     environments/regions.yaml             RegionCatalogue         load.ts
 *     environments/<env>/environment.yaml   EnvironmentFile         load.ts
 *     environments/<env>/<region>.yaml      EnvironmentRegionFile   load.ts
 *     apps/<product>/product.yaml           Product                 load.ts
 *
 * Each file is checked by itself when it is read (read-file.ts, schema-findings.ts). `checkFleet` (check.ts) checks
 * what they say together, and what the apps say. `resolveApp` (resolve.ts) merges the layers of one app in one target
 * by the rule in inherit.ts; `explainApp` (explain.ts) tells where each value comes from.
 */
import type { Path } from '../manifest/path.ts';
import type { PathEnd } from '../manifest/positions.ts';
import type { AppDeclaration } from '../model/app.ts';
import type { EnvironmentFile, EnvironmentRegionFile } from '../model/environment.ts';
import type { Product } from '../model/product.ts';
import type { RegionCatalogue, RegionFacts } from '../model/region.ts';
import type { Finding, Location } from '../report/finding.ts';

/** A file of hand-written data. Its path is relative to the repository, as in all positions. */
export interface DataFile<T> {
  readonly file: string;
  readonly data: T;
  /** Position of the value (or key) at `path`, or of its nearest ancestor. */
  readonly locate: (path: Path, end?: PathEnd) => Location;
  /** Whether a finding says that something at, above or below `path` is wrong; it is then left out of `data`. */
  readonly isBroken: (path: Path) => boolean;
}

export interface EnvironmentRegion extends DataFile<EnvironmentRegionFile> {
  readonly name: string;
  readonly facts: RegionFacts;
}

export interface Environment extends DataFile<EnvironmentFile> {
  readonly name: string;
  /** Those whose file can be used, ordered by name. */
  readonly regions: readonly EnvironmentRegion[];
  /** Whether that is all of them; otherwise what runs in the others is unknown. */
  readonly hasAllRegions: boolean;
}

export interface ProductFile extends DataFile<Product> {
  readonly name: string;
}

export interface Fleet {
  readonly root: string;
  readonly catalogue: DataFile<RegionCatalogue>;
  /** Ordered by name. */
  readonly products: readonly ProductFile[];
  /** In the order of promotion. */
  readonly environments: readonly Environment[];
  /** Names of folders, usable or not: what a name may mean even if its files are wrong. */
  readonly declared: {
    readonly products: readonly string[];
    readonly apps: readonly string[];
    readonly environments: readonly string[];
  };
  /** What is wrong with the files, all of it. Files and values that cannot be used are left out above. */
  readonly findings: readonly Finding[];
}

/** An app as synth discovers it. */
export interface AppSource {
  readonly name: string;
  readonly product: string;
  readonly declaration: AppDeclaration;
  /** Position in app.ts of the value at `path` of the declaration. */
  readonly locate: (path: Path) => Location;
}
