import type { CustomResourceDefinition } from '../../kubernetes/custom-resource.ts';
import type { Path } from '../../manifest/path.ts';
import { fieldsOf, textOf } from '../../manifest/select.ts';
import { dns1035Label } from '../../schema/names.ts';
import type { Problem } from '../../schema/verdict.ts';

export function mistake(path: Path, message: string, how: Pick<Problem, 'allowed' | 'next'>): Problem {
  return { severity: 'error', rule: 'invalid-definition', path, message, ...how };
}

export function nameMistakes({ spec }: CustomResourceDefinition, name: string): Problem[] {
  const { group, scope, names } = spec;
  const mistakes: Problem[] = [];
  const full = `${names.plural}.${group}`;
  if (name !== '' && name !== full)
    mistakes.push(
      mistake(['metadata', 'name'], `${name} is not the plural name and the group`, { allowed: full }),
    );
  if (!group.includes('.'))
    mistakes.push(
      mistake(['spec', 'group'], `${JSON.stringify(group)} is no domain`, {
        next: 'write one with a dot, such as example.com',
      }),
    );
  if (typeof scope === 'string' && scope !== 'Cluster' && scope !== 'Namespaced')
    mistakes.push(
      mistake(['spec', 'scope'], `${JSON.stringify(scope)} is no scope`, { allowed: 'Cluster, Namespaced' }),
    );
  for (const field of ['plural', 'singular', 'kind', 'listKind']) {
    const value = names[field];
    // What is empty in singular and listKind is made from the kind.
    if (typeof value !== 'string' || (value === '' && /^singular|^listKind/.test(field))) continue;
    if (!dns1035Label.test(/kind$/i.test(field) ? value.toLowerCase() : value))
      mistakes.push(
        mistake(['spec', 'names', field], `${JSON.stringify(value)} is no name`, {
          allowed: dns1035Label.allowed,
        }),
      );
  }
  if (names.kind === names['listKind'])
    mistakes.push(
      mistake(['spec', 'names', 'listKind'], 'is the same as kind', { next: `write ${names.kind}List` }),
    );
  return mistakes;
}

const approval = 'api-approved.kubernetes.io';

/** Groups of Kubernetes itself are approved of, or said not to be (`validateAPIApproval`). */
export function approvalMistakes({ spec, metadata }: CustomResourceDefinition): Problem[] {
  const text = textOf(fieldsOf(metadata, 'annotations'), approval);
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(spec.group)) return [];
  if (text !== undefined && /^(unapproved|[a-z][-+.a-z0-9]*:\/\/[^/?#])/i.test(text)) return [];
  const fault = text === undefined ? 'is missing' : `${JSON.stringify(text)} is neither`;
  return [
    mistake(
      ['metadata', 'annotations', approval],
      `${fault}, though the group ${spec.group} is Kubernetes' own`,
      {
        allowed: 'the URL where the API was approved, or a reason that begins with unapproved',
        next: 'choose a group of your own, or add the annotation',
      },
    ),
  ];
}
