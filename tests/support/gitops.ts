import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient } from '../../src/cluster/client.ts';
import type { Application } from '../../src/deploy/application.ts';
import { bootstrapHub } from '../../src/deploy/bootstrap.ts';
import { type ExpectedApplication, expectedApplications } from '../../src/deploy/expected.ts';
import type { ApplicationState } from '../../src/deploy/judge.ts';
import { argocdNamespace, argoVersion } from '../../src/deploy/names.ts';
import { registerCluster, registeredRegions } from '../../src/deploy/register.ts';
import { type RenderedEnvironment, readRendered } from '../../src/deploy/rendered.ts';
import { refresh, statesOf, takeSnapshot } from '../../src/deploy/snapshot.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { publish, repositoryFolder } from '../../src/lab/repository/publish.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { checkout } from './checkout.ts';
import { until } from './until.ts';

/** An environment that the Argo CD of a lab syncs from a copy of dist, which tests may change. */
export class GitOps {
  readonly lab: Lab;
  readonly name: string;
  /** As it was published first. */
  readonly rendered: RenderedEnvironment;
  readonly #dist: string;

  private constructor(lab: Lab, name: string, dist: string, rendered: RenderedEnvironment) {
    this.lab = lab;
    this.name = name;
    this.#dist = dist;
    this.rendered = rendered;
  }

  /** Publishes the environment as dist has it. Pods become Ready at once: how long they take is not what is shown. */
  static async open(lab: Lab, name: string): Promise<GitOps> {
    const dist = join(lab.folder, 'dist');
    cpSync(join(checkout, 'dist', name), join(dist, name), { recursive: true });
    await publish(lab, { dist, message: 'As rendered', requested: ['instant-pods'] });
    return new GitOps(lab, name, dist, readRendered(join(repositoryFolder(lab), 'dist'), name));
  }

  get hub(): ClusterClient {
    return this.cluster(this.rendered.hub);
  }

  cluster(region: string): ClusterClient {
    const plane = this.lab.clusters.get(`${this.name}-${region}`);
    if (!plane) throw new Error(`the lab has no cluster ${this.name}-${region}`);
    return plane.client;
  }

  async bootstrap(): Promise<void> {
    await bootstrapHub(this.hub, this.rendered);
  }

  async register(region: string): Promise<void> {
    await registerCluster(this.hub, this.rendered, { region, client: this.cluster(region) });
  }

  /** The text of a file of the copy of dist, by its path below the environment. */
  read(file: string): string {
    return readFileSync(join(this.#dist, this.name, file), 'utf8');
  }

  /** Writes files of the copy of dist; `undefined` removes one. */
  write(files: Readonly<Record<string, string | undefined>>): void {
    for (const [file, text] of Object.entries(files)) {
      const path = join(this.#dist, this.name, file);
      if (text === undefined) rmSync(path);
      else if (existsSync(path)) writeFileSync(path, text);
      else throw new Error(`dist has no ${file}`);
    }
  }

  /** Takes the environment of another dist, rendered anew, in place of the copy. */
  takeOver(dist: string): void {
    rmSync(join(this.#dist, this.name), { recursive: true });
    cpSync(join(dist, this.name), join(this.#dist, this.name), { recursive: true });
  }

  /**
   * Commits the copy of dist, and tells Argo CD so for the Applications whose folders have changed, as the webhook of a
   * git server does.
   */
  async push(message: string, applications: readonly string[]): Promise<void> {
    await publish(this.lab, { dist: this.#dist, message, requested: ['instant-pods'] });
    await Promise.all(
      applications.map(async (name) => refresh(this.hub, { kind: 'Application', name: name })),
    );
  }

  /** What must be there for the clusters that are registered now. */
  async expected(): Promise<ExpectedApplication[]> {
    const registered = await registeredRegions(this.hub, this.name);
    return expectedApplications(this.rendered, { registered });
  }

  async states(expected: readonly ExpectedApplication[]): Promise<ApplicationState[]> {
    return statesOf(await takeSnapshot(this.hub), { environment: this.name, expected });
  }

  async application(name: string): Promise<Application> {
    const reference = { apiVersion: argoVersion, kind: 'Application', name, namespace: argocdNamespace };
    const found = await this.hub.get(reference);
    if (!found) throw new Error(`there is no Application ${name}`);
    return found;
  }

  /** Waits until every Application is there, Synced and Healthy. */
  async untilDone(seconds: number): Promise<void> {
    const expected = await this.expected();
    let waiting = '';
    await until(
      `all ${expected.length} Applications are Synced and Healthy`,
      async () => {
        // Applications say much about themselves: to ask more often would slow down what is waited for.
        await sleep(lookMilliseconds);
        const states = await this.states(expected);
        const others = states.filter(({ isDone }) => !isDone);
        waiting = others.map(({ name, sync, health }) => `${name} ${sync} ${health}`).join(', ');
        return others.length === 0 ? true : undefined;
      },
      { seconds, state: () => waiting },
    );
  }
}

const lookMilliseconds = 1000;

/** Where an object is, as the client wants to know it. */
export function referenceTo({ apiVersion, kind, metadata }: KubernetesObject) {
  return { apiVersion, kind, name: metadata.name ?? '', namespace: metadata.namespace };
}
