import type { Lab } from '../lab/lab.ts';
import type { RequestedRule } from '../lab/overlay/rule.ts';
import type { Progress } from '../lab/progress.ts';

/** Why an Application is not done. */
export interface ApplicationProblem {
  readonly rule: string;
  readonly message: string;
  /** It may still pass by itself. */
  readonly waits: boolean;
}

/** The rule of a problem: the API server refuses each change of the Application, also Argo CD's own. */
export const refusedRule = 'change-refused';

/** What became of one Application, as deployments judge it. */
export interface ApplicationState {
  readonly name: string;
  /** Argo CD's words; `Missing` if there is no such Application. */
  readonly sync: string;
  readonly health: string;
  /** Compared with the newest commit, Synced, Healthy, and no sync runs. */
  readonly isDone: boolean;
  readonly problems: readonly ApplicationProblem[];
}

/** What a rehearsal needs of deployment: it is handed in, as both stand in one row. */
export interface Deployer {
  /** Gives the clusters what Argo CD needs to work by itself, from what the lab's repository has. */
  install(): Promise<void>;
  /** Tells Argo CD of a commit, as a webhook does. */
  announce(): Promise<void>;
  /** Asks Argo CD to compare these Applications once more. */
  refresh(names: readonly string[]): Promise<void>;
  /** The states, with those that nobody may change any more: that is why they are not done. Changes nothing. */
  withRefusals(states: readonly ApplicationState[]): Promise<readonly ApplicationState[]>;
  /** Of all Applications that what was published last asks for, and of others that are there. */
  states(): Promise<readonly ApplicationState[]>;
}

/** Where a rehearsal takes place. */
export interface Stage {
  readonly lab: Lab;
  /** Ids of the lab's clusters: the one that runs Argo CD, and the one that is rehearsed; often the same. */
  readonly hub: string;
  readonly cluster: string;
  readonly environment: string;
  readonly region: string;
  readonly deployer: Deployer;
  /** Rules of the overlay that were asked for, such as shorter pauses of canaries. */
  readonly requested: readonly RequestedRule[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}
