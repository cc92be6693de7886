import { expect, test } from 'vitest';
import { kindsOfCustomResource } from '../../src/kubernetes/custom-resource.ts';
import { definitionOf, ownKinds } from '../../src/kubernetes/own-kinds.ts';

test.each(ownKinds().map((kind) => [kind.kind, kind] as const))(
  'the definition of a %s says what our schema says',
  (_, kind) => {
    const definition = definitionOf(kind);
    expect(definition.metadata.name).toBe(`${kind.plural}.${kind.group}`);
    expect(kindsOfCustomResource(definition, kind.source)).toEqual([kind]);
  },
);
