import { groupOf, type KubernetesObject } from '../../src/manifest/object.ts';
import type { Validator } from '../../src/schema/validator.ts';
import { table } from './markdown.ts';
import type { KindsProved, Recording } from './recording.ts';
import { whyUnattended } from './unattended.ts';

const introduction = `# What is proved, kind by kind

Written by \`npm run docs\` from \`dist/\` and [recordings](../../tests/recordings) of tests with real programs. That an API
server takes an object says nothing about what becomes of it, so each is told by itself:

- **schema-valid**: every object of the kind in \`dist/\` is valid by the schema of its API (\`plumb validate\`);
- **admitted**: a real API server has taken them, with fields strictly checked;
- **reconciled**: a real controller of the lab has done what they say;
- **restored**: real Velero has brought them back into an empty cluster, equal to git; *git has it* stands for kinds that
  are in no namespace that is backed up.

`;

/** `Deployment.apps`, `ConfigMap`. */
export function kindOf({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${kind}.${group}`;
}

/** The page `docs/reference/proof.md`: a row for each kind of dist. */
export function proofPage(
  objects: readonly KubernetesObject[],
  validator: Validator,
  recordings: readonly Recording[],
): string {
  const proved = recordings.flatMap(({ kinds }) => kinds);
  const has = (column: KindsProved['column'], kind: string): boolean =>
    proved.some((entry) => entry.column === column && entry.kinds.includes(kind));
  const backedUp = namespacesBackedUp(objects);
  const rows = [...Map.groupBy(objects, kindOf)].sort(byName).map(([kind, group]) => {
    const invalid = group.filter((object) => !isValid(object, validator)).length;
    const isBackedUp = group.some((object) => backedUp.has(namespaceOf(object)));
    const restored = isBackedUp ? 'not yet' : '*git has it*';
    return [
      `\`${kind}\``,
      invalid === 0 ? 'yes' : `not ${invalid} of them`,
      has('admitted', kind) ? 'yes' : 'not yet',
      has('reconciled', kind) ? 'yes' : (whyUnattended(kind) ?? 'not yet'),
      has('restored', kind) ? 'yes' : restored,
    ];
  });
  const columns = ['kind', 'schema-valid', 'admitted', 'reconciled', 'restored'];
  return introduction + table(columns, rows);
}

function isValid(object: KubernetesObject, validator: Validator): boolean {
  return validator.validate(object).problems.every(({ severity }) => severity === 'warning');
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Where it lives; of a namespace, itself. */
function namespaceOf({ kind, metadata }: KubernetesObject): string {
  return (kind === 'Namespace' ? metadata.name : metadata.namespace) ?? '';
}

function namespacesBackedUp(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  const schedules = objects.filter((object) => kindOf(object) === 'Schedule.velero.io');
  return new Set(
    schedules.flatMap(({ spec }) => {
      const { template } = spec as { template: { includedNamespaces?: readonly string[] } };
      return template.includedNamespaces ?? [];
    }),
  );
}
