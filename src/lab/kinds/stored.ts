import { createHash } from 'node:crypto';
import type { CustomResourceDefinition } from '../../kubernetes/custom-resource.ts';

/**
 * Definitions as an API server keeps them once it has established them, by their keys in its store. One that finds
 * them there when it starts is spared checking them and, after each, making anew what it tells of all kinds: half of
 * the processor time.
 *
 * Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/v1/defaults.go (what is filled in) and
 * pkg/controller/{status,establish} (conditions).
 */
export function storedDefinitions(definitions: readonly CustomResourceDefinition[]): Map<string, string> {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  return new Map(
    definitions.map((definition) => [
      `/registry/apiextensions.k8s.io/customresourcedefinitions/${definition.metadata.name}`,
      JSON.stringify(stored(definition, now)),
    ]),
  );
}

function stored({ apiVersion, kind, metadata, spec }: CustomResourceDefinition, now: string) {
  const { name = '', labels, annotations } = metadata;
  const names = {
    singular: spec.names.kind.toLowerCase(),
    listKind: `${spec.names.kind}List`,
    ...spec.names,
  };
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    lastTransitionTime: now,
    reason,
    message,
  });
  return {
    apiVersion,
    kind,
    metadata: { name, uid: uidOf(name), generation: 1, creationTimestamp: now, labels, annotations },
    spec: { conversion: { strategy: 'None' }, ...spec, names },
    status: {
      conditions: [
        condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
      ],
      acceptedNames: names,
      storedVersions: spec.versions.filter(({ storage }) => storage === true).map((version) => version.name),
    },
  };
}

/** A UUID that the name determines (RFC 9562, version 8). */
function uidOf(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
