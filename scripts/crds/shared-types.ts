import type { ApiSchema } from '../../src/kubernetes/facts.ts';

const shortestWorthNaming = 400;

/**
 * Names for object schemas that a kind holds more than once (ApplicationSet repeats its template in every generator),
 * so that its types state each of them once. A name is the kind and the end of the path where the schema is found
 * first, as short as is unambiguous: `ApplicationSetTemplate`.
 *
 * @returns names by the schema's JSON
 */
export function nameRepeatedSchemas(kind: string, root: ApiSchema): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [json, paths] of pathsBySchema(root)) {
    const [path] = paths;
    if (path === undefined || paths.length < 2 || json.length < shortestWorthNaming) continue;
    const candidates = path.map(
      (_, index) =>
        kind +
        path
          .slice(path.length - 1 - index)
          .map(capitalised)
          .join(''),
    );
    const name = candidates.find((candidate) => !taken.has(candidate));
    if (name === undefined) throw new Error(`${kind}: no name for the type at ${path.join('.')}`);
    taken.add(name);
    names.set(json, name);
  }
  return names;
}

/** Where each object schema stands, nearest to the root first. */
function pathsBySchema(root: ApiSchema): Map<string, string[][]> {
  const paths = new Map<string, string[][]>();
  const queue: { readonly path: string[]; readonly schema: ApiSchema }[] = [{ path: [], schema: root }];
  for (const { path, schema } of queue) {
    if (path.length > 0 && schema['properties'] !== undefined) {
      const json = JSON.stringify(schema);
      paths.set(json, [...(paths.get(json) ?? []), path]);
    }
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, ApiSchema>);
    for (const [name, property] of properties) queue.push({ path: [...path, name], schema: property });
    for (const nested of [schema['items'], schema['additionalProperties']]) {
      if (typeof nested === 'object') queue.push({ path, schema: nested as ApiSchema });
    }
  }
  return paths;
}

function capitalised(name: string): string {
  return (
    name.charAt(0).toUpperCase() +
    name.slice(1).replaceAll(/\W+(\w?)/g, (_, letter: string) => letter.toUpperCase())
  );
}
