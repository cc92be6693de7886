import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as schemas from '../../schemas/validators.js';
import { valueAt } from '../manifest/path.ts';
import type { EnvironmentFile, EnvironmentRegionFile } from '../model/environment.ts';
import type { Product } from '../model/product.ts';
import type { RegionCatalogue, RegionFacts } from '../model/region.ts';
import type { Finding } from '../report/finding.ts';
import { nearest, suggest } from '../report/suggest.ts';
import type { DataFile, Environment, EnvironmentRegion, Fleet, ProductFile } from './fleet.ts';
import { filesIn, foldersIn } from './folders.ts';
import { byPromotion } from './promotion.ts';
import { readDataFile } from './read-file.ts';
import { checkFolderName, missingFile, strayFile } from './repository-findings.ts';
import { catalogueFile } from './repository-folder.ts';

/**
 * Reads the fleet's data below `root`, the repository's folder. Never throws for what is wrong in a file: every
 * problem is in `findings`, and whoever goes on to use the fleet must stop if there is one.
 */
export function loadFleet(root: string): Fleet {
  const findings: Finding[] = [];
  const catalogue = loadCatalogue(root, findings);
  const environmentNames = foldersIn(join(root, 'environments'));
  const productNames = foldersIn(join(root, 'apps'));
  for (const file of filesIn(join(root, 'environments'))) {
    if (file !== 'regions.yaml')
      findings.push(strayFile(`environments/${file}`, 'regions.yaml and a folder for each environment'));
  }
  const environments = environmentNames.flatMap((name) => loadEnvironment(root, name, catalogue, findings));
  const products = productNames.flatMap((name) => loadProduct(root, name, findings));
  const appNames = productNames.flatMap((name) => foldersIn(join(root, 'apps', name)));
  const declared = { products: productNames, apps: appNames, environments: environmentNames };
  return { root, catalogue, products, environments: byPromotion(environments), declared, findings };
}

function loadCatalogue(root: string, findings: Finding[]): DataFile<RegionCatalogue> {
  const schema = { file: 'region-catalogue.schema.json', validate: schemas.regionCatalogue };
  const read = readIfThere<RegionCatalogue>(root, catalogueFile, schema, findings);
  if (read) return read;
  const data = { sources: {}, populations: {}, regions: {} };
  return { file: catalogueFile, data, locate: () => ({ file: catalogueFile }), isBroken: () => true };
}

function loadEnvironment(
  root: string,
  name: string,
  catalogue: DataFile<RegionCatalogue>,
  findings: Finding[],
): Environment[] {
  const folder = `environments/${name}`;
  findings.push(...checkFolderName(folder, name));
  const schema = { file: 'environment.schema.json', validate: schemas.environment };
  const shared = readIfThere<EnvironmentFile>(root, `${folder}/environment.yaml`, schema, findings);
  const regions: EnvironmentRegion[] = [];
  const regionNames: string[] = [];
  for (const file of filesIn(join(root, folder))) {
    if (file === 'environment.yaml') continue;
    if (!file.endsWith('.yaml')) {
      findings.push(strayFile(`${folder}/${file}`, 'environment.yaml and a <region>.yaml for each region'));
      continue;
    }
    const region = file.slice(0, -'.yaml'.length);
    regionNames.push(region);
    regions.push(...loadRegion(root, `${folder}/${file}`, region, catalogue, findings));
  }
  for (const inner of foldersIn(join(root, folder))) {
    findings.push(strayFile(`${folder}/${inner}`, 'environment.yaml and a <region>.yaml for each region'));
  }
  if (!shared) return [];
  if (!regionNames.includes(shared.data.hub)) findings.push(unknownHub(shared, regionNames));
  return [{ ...shared, name, regions, hasAllRegions: regions.length === regionNames.length }];
}

function loadRegion(
  root: string,
  file: string,
  name: string,
  catalogue: DataFile<RegionCatalogue>,
  findings: Finding[],
): EnvironmentRegion[] {
  const schema = { file: 'environment-region.schema.json', validate: schemas.environmentRegion };
  const read = readDataFile<EnvironmentRegionFile>(root, file, schema);
  findings.push(...read.findings);
  const facts = valueAt(catalogue.data.regions, [name]) as RegionFacts | undefined;
  if (!facts) {
    if (!catalogue.isBroken(['regions', name])) findings.push(unknownRegion(file, name, catalogue));
    return [];
  }
  return read.file ? [{ ...read.file, name, facts }] : [];
}

function loadProduct(root: string, name: string, findings: Finding[]): ProductFile[] {
  findings.push(...checkFolderName(`apps/${name}`, name));
  const has = (file: string) => existsSync(join(root, 'apps', name, file));
  if (has('app.ts') && !has('product.yaml')) {
    findings.push(appOutsideOfProduct(name));
    return [];
  }
  const schema = { file: 'product.schema.json', validate: schemas.product };
  const read = readIfThere<Product>(root, `apps/${name}/product.yaml`, schema, findings);
  return read ? [{ ...read, name }] : [];
}

function appOutsideOfProduct(name: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'stray-file',
    message: 'nothing reads an app here: this folder stands for a product',
    location: { file: `apps/${name}/app.ts` },
    allowed: 'apps/<product>/<app>/app.ts',
    next: `move the folder into a product's: apps/<product>/${name}`,
  };
}

function readIfThere<T>(
  root: string,
  file: string,
  schema: Parameters<typeof readDataFile>[2],
  findings: Finding[],
): DataFile<T> | undefined {
  if (!existsSync(join(root, file))) {
    findings.push(missingFile(file, schema.file));
    return undefined;
  }
  const read = readDataFile<T>(root, file, schema);
  findings.push(...read.findings);
  return read.file;
}

function unknownRegion(file: string, name: string, catalogue: DataFile<RegionCatalogue>): Finding {
  const known = Object.keys(catalogue.data.regions);
  const meant = nearest(name, known);
  return {
    severity: 'unjudged',
    rule: 'unknown-region',
    message: `${catalogueFile} has no region ${name}, which this file is named after`,
    location: { file, line: 1, column: 1 },
    allowed: known.join(', '),
    next: `${meant ? `rename the file to ${meant}.yaml, or ` : ''}add the region's facts to ${catalogueFile}`,
  };
}

function unknownHub(shared: DataFile<EnvironmentFile>, regions: readonly string[]): Finding {
  const { hub } = shared.data;
  return {
    severity: 'unjudged',
    rule: 'unknown-hub',
    message: `\`hub\` is "${hub}", which is no region of this environment`,
    location: shared.locate(['hub']),
    ...(regions.length > 0 && { allowed: regions.join(', ') }),
    next: suggest(hub, regions, `add ${hub}.yaml beside this file, or choose another region`),
  };
}
