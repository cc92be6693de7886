import type { Change, ObjectChange } from '../diff/change.ts';
import { compareObjects } from '../diff/compare.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { formatIdentity, type KubernetesObject } from '../manifest/object.ts';
import type { Finding, Location } from '../report/finding.ts';

/** Renders one app from the same data for an environment of any name. */
export interface NamedRendering {
  readonly app: string;
  readonly location: Location;
  readonly render: (environment: string) => readonly KubernetesObject[];
}

/** No environment is called so, which no code can know of. */
const otherNames = ['somewhere-unheard', 'elsewhere-unheard'] as const;

/**
 * What differs between two environments though no data says so: the same data, rendered once under each of their names,
 * must give the same but for the name itself. What differs under any two names (a minute spread by a hash) follows from the
 * name, and not from a decision.
 */
export function undeclaredDifferences(
  renderings: readonly NamedRendering[],
  from: string,
  to: string,
  facts: ApiFacts,
): Finding[] {
  const findings = renderings.flatMap(({ app, location, render }) => {
    const names = [from, to, ...otherNames];
    const between = (a: string, b: string): Difference[] => differences(render(a), render(b), names, facts);
    const spread = new Set(between(...otherNames).map(keyOf));
    return between(from, to)
      .filter((each) => !spread.has(keyOf(each)))
      .map(({ object, change }): Finding => {
        const what = change === undefined ? object.kind : change.where;
        return {
          severity: 'error',
          rule: 'undeclared-difference',
          message: `${app}: ${formatIdentity(object.identity)} (${what}) differs between ${from} and ${to}, and only the name of the environment makes it so`,
          location,
          subject: app,
          next: `make it a setting that environments/${to}/environment.yaml declares, and read that in the app`,
        };
      });
  });
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()];
}

interface Difference {
  readonly object: ObjectChange<Holder>;
  readonly change?: Change;
}

interface Holder {
  readonly object: KubernetesObject;
}

function differences(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  names: readonly string[],
  facts: ApiFacts,
): Difference[] {
  const [left, right] = [withoutNames(before, names), withoutNames(after, names)];
  return compareObjects(left, right, facts).changes.flatMap((object): Difference[] =>
    object.changes.length === 0 ? [{ object }] : object.changes.map((change) => ({ object, change })),
  );
}

/** All names become one, wherever they stand. */
function withoutNames(objects: readonly KubernetesObject[], names: readonly string[]): Holder[] {
  const text = names
    .toSorted((a, b) => b.length - a.length)
    .reduce((json, name) => json.replaceAll(name, 'environment'), JSON.stringify(objects));
  return (JSON.parse(text) as KubernetesObject[]).map((object) => ({ object }));
}

/** Objects that come and go under a spread name, or are renamed by it, have no name in common. */
function keyOf({ object, change }: Difference): string {
  const { identity, kind } = object;
  const what = kind === 'changed' ? formatIdentity(identity) : `${identity.group} ${identity.kind} ${kind}`;
  return `${what} ${change?.where ?? ''}`;
}
