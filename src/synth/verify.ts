import { namespacesOf } from '../constructs/gitops/projects.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { groupOf } from '../manifest/object.ts';
import { formatPath } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import type { Validator } from '../schema/validator.ts';
import type { Problem } from '../schema/verdict.ts';
import type { RenderedApp, RenderedObject } from './render.ts';

/** An app of which nothing comes is a mistake: Argo CD would show it in sync. */
export function emptyFinding({ job, objects, findings }: RenderedApp, charts: number): Finding[] {
  if (objects.length > 0 || findings.length > 0 || charts > 0) return [];
  return [
    {
      severity: 'unjudged',
      rule: 'nothing-rendered',
      message: 'the app renders no object and installs no chart',
      location: { file: job.source },
      subject: job.folder,
      next: 'add objects below the chart that render is given; where the app shall not run, set enabled: false',
    },
  ];
}

/** What judges the rendered objects; made by the caller, who may keep it for other uses. */
export interface Judges {
  readonly facts: ApiFacts;
  readonly validator: Validator;
  /**
   * What the API server checks by hand in one object, or what cannot work. Rules of CustomResourceDefinitions are left
   * to `plumb validate`: they would make synth slower by a tenth.
   */
  readonly problemsBeyondSchema: (manifest: LoadedManifest) => readonly Problem[];
}

/** What one rendered app must satisfy before it may reach dist. */
export function verifyApp(rendered: RenderedApp, judges: Judges): Finding[] {
  return rendered.objects.flatMap((object) => [
    ...objectFindings(object, judges),
    ...permissionFindings(object, rendered, judges.facts),
  ]);
}

function objectFindings(rendered: RenderedObject, { validator, problemsBeyondSchema }: Judges): Finding[] {
  const { object, path: file, source, constructPath } = rendered;
  const location = { file: source };
  const problems: readonly Problem[] = [
    ...validator.validate(object).problems,
    ...problemsBeyondSchema({ object, file, locate: () => location }),
  ];
  return problems.map(({ severity, path, rule, message, allowed, next }) => ({
    // What the API server would refuse cannot be rendered: for synth that is bad input.
    severity: severity === 'warning' ? 'warning' : 'unjudged',
    rule,
    message: [titleOf(object), formatPath(path)]
      .filter((part) => part !== '')
      .join(' ')
      .concat(`: ${message}`),
    location,
    subject: constructPath,
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
  // The kind comes first: it may be what opens a namespace, as a Schedule opens that of Velero.
  if (permitted.includes(name)) return namespaceFindings(rendered, known.namespaced, job.context);
  return [
    {
      severity: 'unjudged',
      rule: 'kind-not-permitted',
      message: `product ${product} may not have a ${name}`,
      location: { file: `apps/${product}/product.yaml` },
      subject: rendered.constructPath,
      allowed:
        permitted.length === 0 ? `no ${known.namespaced ? '' : 'cluster-scoped '}kind` : permitted.join(', '),
      next: `add ${name} to ${field}, if the product's owners agree`,
    },
  ];
}

/** An object must say which namespace it goes to, and the product's AppProject must let it. */
function namespaceFindings(
  { object, source, constructPath }: RenderedObject,
  namespaced: boolean,
  { product, namespace: own, fleet }: RenderedApp['job']['context'],
): Finding[] {
  const { namespace } = object.metadata;
  const declared = fleet.products[product];
  // The app's own namespace is always permitted, and asking for nearly every object would make fleets quadratic.
  if (!namespaced || namespace === own || declared === undefined) return [];
  const apps = fleet.apps.filter((app) => app.product === product);
  const permitted = namespacesOf(product, declared, apps);
  if (namespace !== undefined && permitted.includes(namespace)) return [];
  return [
    {
      severity: 'unjudged',
      rule: namespace === undefined ? 'namespace-missing' : 'namespace-not-permitted',
      message:
        namespace === undefined
          ? `${object.kind} ${object.metadata.name} names no namespace`
          : `product ${product} may not write to the namespace ${namespace}`,
      location: { file: source },
      subject: constructPath,
      allowed: permitted.join(', '),
      next: 'leave metadata.namespace out of a Manifest: it then goes to the namespace of the app',
    },
  ];
}

/** The kind, where it is text. */
function titleOf({ kind }: { readonly kind: unknown }): string {
  return typeof kind === 'string' ? kind : '';
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
