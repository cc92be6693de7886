import { ruleMistakes } from '../../cel/rules/mistakes.ts';
import {
  type CustomResourceDefinition,
  isCustomResourceDefinition,
} from '../../kubernetes/custom-resource.ts';
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { selectMaps } from '../../manifest/select.ts';
import { dns1035Label } from '../../schema/names.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import type { SchemaMistake } from './definition-lists.ts';
import { approvalMistakes, mistake, nameMistakes } from './definition-names.ts';
import { schemaMistakes } from './definition-schema.ts';
import { shapeMistakes } from './definition-shape.ts';
import { reviewVersions } from './webhooks.ts';

/** What of a CustomResourceDefinition no API server would take, beyond its own schema. */
export function definitionRules({ object, identity }: CheckedObject): Problem[] {
  if (!isCustomResourceDefinition(object))
    return selectMaps(object, 'spec.versions[].schema.openAPIV3Schema').flatMap(({ value, path }) =>
      shapeMistakes(value, path).map(toProblem),
    );
  return [
    ...nameMistakes(object, identity.name),
    ...approvalMistakes(object),
    ...versionMistakes(object),
    ...conversionMistakes(object),
    ...object.spec.versions.flatMap(({ schema }, index) => {
      const path = ['spec', 'versions', index, 'schema', 'openAPIV3Schema'];
      return schema?.openAPIV3Schema === undefined ? [] : schemaProblems(schema.openAPIV3Schema, path);
    }),
  ];
}

function schemaProblems(schema: ApiSchema, path: Path): Problem[] {
  return [
    ...schemaMistakes(schema, path).map(toProblem),
    ...ruleMistakes(schema).map((found) => ({
      ...found,
      severity: 'error' as const,
      rule: 'invalid-custom-rule',
      path: [...path, ...found.path],
    })),
  ];
}

function toProblem(found: SchemaMistake): Problem {
  return { ...found, severity: 'error', rule: 'invalid-definition' };
}

function versionMistakes({ spec: { versions } }: CustomResourceDefinition): Problem[] {
  const stored = versions.filter(({ storage }) => storage === true);
  const mistakes: Problem[] = [];
  if (stored.length !== 1)
    mistakes.push(
      mistake(['spec', 'versions'], `${stored.length} versions have storage: true`, {
        allowed: 'exactly one version with storage: true',
      }),
    );
  for (const [index, version] of versions.entries()) {
    const at: Path = ['spec', 'versions', index];
    if (versions.findIndex(({ name }) => name === version.name) < index)
      mistakes.push(
        mistake([...at, 'name'], `${version.name} occurs twice`, { next: 'rename one of the two' }),
      );
    if (!dns1035Label.test(version.name))
      mistakes.push(
        mistake([...at, 'name'], `${JSON.stringify(version.name)} is no version`, {
          allowed: dns1035Label.allowed,
        }),
      );
    if (!isRecord(version.schema?.openAPIV3Schema))
      mistakes.push(
        mistake([...at, 'schema', 'openAPIV3Schema'], 'is missing', {
          next: 'write a schema; {type: object, x-kubernetes-preserve-unknown-fields: true} takes anything',
        }),
      );
  }
  return mistakes;
}

function conversionMistakes({ spec }: CustomResourceDefinition): Problem[] {
  const { conversion, preserveUnknownFields } = spec as Readonly<Record<string, unknown>>;
  const mistakes: Problem[] = [];
  if (preserveUnknownFields === true)
    mistakes.push(
      mistake(['spec', 'preserveUnknownFields'], 'is true', {
        next: 'write x-kubernetes-preserve-unknown-fields: true in the schema',
      }),
    );
  if (!isRecord(conversion)) return mistakes;
  const { strategy, webhook } = conversion;
  if (typeof strategy === 'string' && strategy !== 'None' && strategy !== 'Webhook')
    mistakes.push(
      mistake(['spec', 'conversion', 'strategy'], `${JSON.stringify(strategy)} is no strategy`, {
        allowed: 'None, Webhook',
      }),
    );
  if (strategy !== 'Webhook') {
    if (isRecord(webhook))
      mistakes.push(
        mistake(['spec', 'conversion', 'webhook'], 'is for strategy Webhook alone', {
          next: 'remove it, or set strategy: Webhook',
        }),
      );
    return mistakes;
  }
  const at: Path = ['spec', 'conversion', 'webhook'];
  // What else the webhook must say, its own schema tells.
  if (!isRecord(webhook) || !isRecord(webhook['clientConfig']))
    mistakes.push(
      mistake([...at, 'clientConfig'], 'does not say which webhook converts', {
        allowed: 'either url or service',
      }),
    );
  if (isRecord(webhook)) mistakes.push(...reviewVersions(webhook, 'conversionReviewVersions', at));
  return mistakes;
}
