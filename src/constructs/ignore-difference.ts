import type { IConstruct } from 'constructs';

/** Fields of one object that a controller owns, so that Argo CD must neither report nor revert them. */
export interface IgnoreDifference {
  /** API group, empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** The fields, as jq path expressions, e.g. `.spec.http[].route[].weight`. */
  readonly jqPathExpressions: readonly string[];
  /** Who writes the fields, and why; for people. */
  readonly reason: string;
}

const METADATA_TYPE = 'plumbline.dev/ignore-difference';

/** Records at a construct what Argo CD shall ignore; synth hands it to the app's Application. */
export function ignoreDifference(construct: IConstruct, difference: IgnoreDifference): void {
  construct.node.addMetadata(METADATA_TYPE, difference);
}

/** What was recorded at or below `root`, ordered by kind and name. */
export function collectIgnoreDifferences(root: IConstruct): IgnoreDifference[] {
  return root.node
    .findAll()
    .flatMap((construct) => construct.node.metadata)
    .filter((entry) => entry.type === METADATA_TYPE)
    .map((entry) => entry.data as IgnoreDifference)
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
