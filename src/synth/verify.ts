import type { ApiFacts } from '../kubernetes/facts.ts';
import { groupOf } from '../manifest/object.ts';
import { formatPath } from '../manifest/path.ts';
import type { Finding } from '../report/finding.ts';
import type { Validator } from '../schema/validator.ts';
import type { RenderedApp, RenderedObject } from './render.ts';

/** What one rendered app must satisfy before it may reach dist. */
export function verifyApp(rendered: RenderedApp, facts: ApiFacts, validator: Validator): Finding[] {
  return rendered.objects.flatMap((object) => [
    ...schemaFindings(object, validator),
    ...permissionFindings(object, rendered, facts),
  ]);
}

function schemaFindings(rendered: RenderedObject, validator: Validator): Finding[] {
  const verdict = validator.validate(rendered.object);
  return verdict.problems.map(({ severity, path, rule, message, allowed, next }) => ({
    // What the API server would refuse cannot be rendered: for synth that is bad input.
    severity: severity === 'warning' ? 'warning' : 'unjudged',
    rule,
    message: `${rendered.object.kind} ${formatPath(path)}: ${message}`,
    location: { file: rendered.source },
    subject: rendered.constructPath,
    ...(allowed !== undefined && { allowed }),
    ...(next !== undefined && { next }),
  }));
}

/** Argo CD refuses to sync kinds that the product's AppProject does not name; better to hear it now. */
function permissionFindings(rendered: RenderedObject, { job }: RenderedApp, facts: ApiFacts): Finding[] {
  const { product, fleet } = job.context;
  const { apiVersion, kind } = rendered.object;
  const known = facts.find(apiVersion, kind);
  if (!known) return [];
  const field = known.namespaced ? 'kinds' : 'clusterKinds';
  const group = groupOf(apiVersion);
  const name = group === '' ? kind : `${kind}.${group}`;
  const permitted = fleet.products[product]?.[field] ?? [];
  if (permitted.includes(name)) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'kind-not-permitted',
      message: `product ${product} may not have a ${name}`,
      location: { file: `apps/${product}/product.yaml` },
      subject: rendered.constructPath,
      allowed: permitted.join(', '),
      next: `add ${name} to ${field}, if the product's owners agree`,
    },
  ];
}

/**
 * The same finding in many targets, told once: its subject then names the first target and how many more there are.
 */
export function mergeAcrossTargets(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, { finding: Finding; targets: number }>();
  for (const finding of findings) {
    const [, , ...withinTarget] = finding.subject?.split('/') ?? [];
    const { location } = finding;
    const key = JSON.stringify([finding.rule, finding.message, location, withinTarget]);
    const group = groups.get(key);
    if (group) group.targets += 1;
    else groups.set(key, { finding, targets: 1 });
  }
  return [...groups.values()].map(({ finding, targets }) =>
    targets === 1 || finding.subject === undefined
      ? finding
      : {
          ...finding,
          subject: `${finding.subject} (and in ${targets - 1} more target${targets === 2 ? '' : 's'})`,
        },
  );
}
