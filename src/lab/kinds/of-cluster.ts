import {
  type CustomResourceDefinition,
  isCustomResourceDefinition,
} from '../../kubernetes/custom-resource.ts';
import { newestMinor } from '../../kubernetes/load.ts';
import { definitionOf, ownKinds } from '../../kubernetes/own-kinds.ts';
import { loadSources, loadTypedKinds } from '../../kubernetes/sources.ts';
import { withoutProse } from '../../kubernetes/subschemas.ts';
import { tools } from '../build/catalogue.ts';
import { fetchedDefinitions } from '../build/definitions.ts';
import { readFolder } from '../build/read-folder.ts';
import type { LabSession } from '../session.ts';
import type { LabCluster } from '../state.ts';
import { withContent } from './install.ts';

/**
 * The definitions that a cluster is to have: those of its controllers and, with `kinds`, of every custom kind that
 * constructs can render, so that whatever dist says is judged by it: those of the modules in `sources.json`, and for AWS
 * our own strict ones. None has its prose.
 */
export async function definitionsOf(
  { programs, state: { controllers } }: LabSession,
  { isHub }: LabCluster,
): Promise<CustomResourceDefinition[]> {
  const brought = tools.filter(
    ({ name, files }) =>
      controllers.some((each) => each === name) && (name !== 'argocd' || isHub) && files?.['crds'],
  );
  const folders = await Promise.all(brought.map(async ({ name }) => programs.files(name, 'crds')));
  const definitions = folders.flatMap((folder) => readFolder(folder).filter(isCustomResourceDefinition));
  const rendered = controllers.includes('kinds')
    ? renderedDefinitions(await programs.kinds(), isHub, controllers)
    : [];
  return [...definitions, ...rendered].map(forMachines).map(withContent);
}

/**
 * A definition without what only `kubectl explain` tells: two thirds of upstream's. Argo CD reads all of it before each object
 * that it applies.
 */
function forMachines(definition: CustomResourceDefinition): CustomResourceDefinition {
  const { spec } = definition;
  const versions = spec.versions.map((version) => {
    const schema = version.schema?.openAPIV3Schema;
    return schema === undefined ? version : { ...version, schema: { openAPIV3Schema: withoutProse(schema) } };
  });
  return { ...definition, spec: { ...spec, versions } };
}

/**
 * What a cluster is to be given. What a controller of it brings itself is left to it, and Argo CD's own kinds are for
 * hubs only.
 *
 * @param folder of the fetched definitions
 */
export function renderedDefinitions(
  folder: string,
  isHub: boolean,
  controllers: readonly string[],
): CustomResourceDefinition[] {
  const left = tools
    .filter(({ name }) => controllers.includes(name) || (name === 'argocd' && !isHub))
    .map(({ module }) => module);
  const sources = loadSources(newestMinor).custom.filter(({ module }) => !left.includes(module));
  const fetched = sources.flatMap((source) => fetchedDefinitions(folder, source)).filter(isRendered());
  return [...fetched, ...ownKinds().map(definitionOf)];
}

function isRendered(): (definition: CustomResourceDefinition) => boolean {
  const rendered = new Set(
    Object.entries(loadTypedKinds(newestMinor)).flatMap(([apiVersion, kinds]) =>
      kinds.map((kind) => `${apiVersion} ${kind}`),
    ),
  );
  return ({ spec: { group, names, versions } }) =>
    versions.some(({ name }) => rendered.has(`${group}/${name} ${names.kind}`));
}
