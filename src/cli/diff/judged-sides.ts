import type { LoadedManifest } from '../../manifest/read.ts';
import type { Sides } from './sides.ts';

/** The folder of a repository that has its policies. */
export const policiesFolder = 'policies';

/** What is compared, and what judges it. */
export interface JudgedSides extends Sides {
  /** Whose policies judge what is compared; `undefined` if there are none. */
  readonly policies: () => JudgingPolicies | undefined;
  /** What does not change and bears upon what does, if it has one of these names: Namespaces, and accounts of Argo CD. */
  readonly surroundings: (names: readonly string[]) => readonly LoadedManifest[];
  /** Policies of networks that do not change: those of one cluster may be for the same pods as some that do. */
  readonly networkPolicies: () => readonly LoadedManifest[];
}

/** The policies that judge each side. */
export interface JudgingPolicies {
  /** Default: those of the head. */
  readonly base: PolicySource | undefined;
  readonly head: PolicySource;
  /** What tells of more than is judged here: a command. */
  readonly checkCommand: string;
}

export interface PolicySource {
  readonly repository: string;
  /** `undefined` for the working tree. */
  readonly commit: string | undefined;
}

/** What files with surroundings have in them: extended regular expressions. */
export const surroundingPatterns: readonly string[] = ['kind"?: *"?Namespace', 'name"?: *"?argocd-manager'];

/** The same of policies of networks. */
export const networkPolicyPattern = 'kind"?: *"?(Cilium|CiliumClusterwide)?NetworkPolicy';
