import { definitionFields } from './fields/definitions.ts';
import { deviceFields, requiredInDevices } from './fields/devices.ts';
import { diskFields } from './fields/disks.ts';
import { flowFields } from './fields/flows.ts';
import { networkFields, requiredInNetworks } from './fields/networks.ts';
import { podFields, requiredInPods } from './fields/pods.ts';
import type { Fields } from './fields/shapes.ts';
import { requiredInStores, storeFields } from './fields/stores.ts';
import { workloadFields } from './fields/workloads.ts';

/**
 * What the API server checks by hand in built-in kinds, of one field at a time, in the keywords of JSON Schema: the
 * published OpenAPI says nothing of it. Read in `pkg/apis/<group>/validation` of Kubernetes 1.34, and held against a
 * real API server. A field of a Go struct that is empty counts as absent, so where a field may be absent, zero and the
 * empty string pass. By the last three parts of the definition's name.
 */
const fields: ReadonlyMap<string, Fields> = new Map(
  Object.entries({
    ...definitionFields,
    ...deviceFields,
    ...diskFields,
    ...flowFields,
    ...networkFields,
    ...podFields,
    ...storeFields,
    ...workloadFields,
  }),
);

/** Required by hand-written validation, optional in OpenAPI. */
const required: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({ ...requiredInDevices, ...requiredInNetworks, ...requiredInPods, ...requiredInStores }),
);

/** The fields of a built-in definition with what the API server checks of them by hand. */
export function withValidation(definition: string, properties: Fields): Fields {
  const checks = fields.get(definition);
  if (checks === undefined) return properties;
  const checked = Object.entries(properties).map(([name, schema]) => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) return [name, schema] as const;
    // A reference cannot carry keywords: where it leads, the check says the type.
    return [name, 'x-kubernetes-int-or-string' in check ? check : { ...schema, ...check }] as const;
  });
  return Object.fromEntries(checked);
}

/** Fields that must be there although OpenAPI calls them optional. */
export function alsoRequired(definition: string): readonly string[] {
  return required.get(definition) ?? [];
}
