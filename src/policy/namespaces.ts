import { type Labels, selects } from '../manifest/label-selector.ts';
import { isRecord, type KubernetesObject } from '../manifest/object.ts';
import { ownNamespaces } from '../manifest/own-namespaces.ts';
import { type Certain, no, undecided } from './certainty.ts';
import type { LabelSelector } from './policies.ts';

const nameLabel = 'kubernetes.io/metadata.name';

/**
 * The namespaces of a cluster, as far as manifests tell. Of one that none was given for, only the label with its name
 * is known, unless the API server makes it itself: then it is taken to be as that makes it.
 */
export class Namespaces {
  readonly #known: ReadonlyMap<string, KubernetesObject>;

  constructor(objects: readonly KubernetesObject[]) {
    this.#known = new Map(
      objects
        .filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace')
        .map((object) => [String(object.metadata.name), object]),
    );
  }

  /** `undefined` when nothing is known but its name. */
  find(name: string): KubernetesObject | undefined {
    const known = this.#known.get(name);
    if (known !== undefined || !ownNamespaces.has(name)) return known;
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  }

  selectedBy(selector: LabelSelector, name: string): Certain<boolean> {
    const known = this.find(name);
    if (known !== undefined) return { value: selects(selector, labelsOfNamespace(known)) };
    const { decidable, isWhole } = aboutName(selector);
    if (!selects(decidable, { [nameLabel]: name })) return no;
    return isWhole
      ? { value: true }
      : undecided(`the labels of the namespace ${name} are not known (give its manifest, see --namespaces)`);
  }
}

/** The label with the name is always there, whatever the manifest says. */
export function labelsOfNamespace({ metadata }: KubernetesObject): Labels {
  return { ...metadata.labels, ...(metadata.name !== undefined && { [nameLabel]: metadata.name }) };
}

/** The part of a selector that the namespace's name decides, and whether that is all of it. */
function aboutName({ matchLabels, matchExpressions }: LabelSelector): {
  decidable: LabelSelector;
  isWhole: boolean;
} {
  const labels = Object.entries(isRecord(matchLabels) ? matchLabels : {});
  const expressions: unknown[] = Array.isArray(matchExpressions) ? matchExpressions : [];
  const knownLabels = labels.filter(([key]) => key === nameLabel);
  const knownExpressions = expressions.filter((each) => isRecord(each) && each['key'] === nameLabel);
  return {
    decidable: { matchLabels: Object.fromEntries(knownLabels), matchExpressions: knownExpressions },
    isWhole: knownLabels.length === labels.length && knownExpressions.length === expressions.length,
  };
}

/** An empty selector selects all. */
export function isEmptySelector({ matchLabels, matchExpressions }: LabelSelector): boolean {
  const hasLabels = isRecord(matchLabels) && Object.keys(matchLabels).length > 0;
  return !hasLabels && !(Array.isArray(matchExpressions) && matchExpressions.length > 0);
}
