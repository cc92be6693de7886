/**
 * Reads in the CustomResourceDefinitions of the AWS controllers (ACK), which no registry carries, what they say of the
 * fields that our schemas have, and records it for tests/kubernetes/aws:
 * `ACK_CRDS=<folder of <group>_<plural>.yaml> node scripts/aws-oracle.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { ApiSchema, KindFacts } from '../src/kubernetes/facts.ts';
import { facts, fieldsOf, kinds, nameOf, type Published } from '../tests/kubernetes/aws/fields.ts';

interface Definition {
  readonly spec: {
    readonly scope: string;
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: ApiSchema };
    }[];
  };
}

const folder = process.env['ACK_CRDS'];
if (folder === undefined) throw new Error('ACK_CRDS names no folder with definitions of the AWS controllers');

function published(kind: KindFacts, file: string): Published {
  const { spec } = load(readFileSync(file, 'utf8')) as Definition;
  const schema = spec.versions.find(({ name }) => name === kind.version)?.schema.openAPIV3Schema ?? {};
  const theirs = new Map(fieldsOf(schema));
  const types = fieldsOf(facts.schemaOf(kind)).map(([path]) => {
    const type = theirs.get(path)?.['type'];
    return [path, typeof type === 'string' ? type : null] as const;
  });
  return { scope: spec.scope, types: Object.fromEntries(types) };
}

const lines = kinds.map((kind) => {
  const file = join(folder, `${kind.group}_${kind.plural}.yaml`);
  return `${JSON.stringify(nameOf(kind))}:${JSON.stringify(published(kind, file))}`;
});
writeFileSync('tests/kubernetes/aws/recorded.json', `{\n${lines.join(',\n')}\n}\n`);
