import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubernetesObject } from '../manifest/object.ts';
import type { AppDeclaration } from '../model/app.ts';
import type { EnvironmentFile } from '../model/environment.ts';
import type { LoadProfile } from '../model/load.ts';
import type { Product } from '../model/product.ts';
import type { RegionFacts } from '../model/region.ts';
import type { AppSettings } from '../model/settings.ts';

/** A region of an environment: the catalogue's facts, and its share of the load. */
export interface RegionContext extends RegionFacts {
  readonly name: string;
  readonly loadSharePercent: number;
}

export interface EnvironmentContext
  extends Pick<
    EnvironmentFile,
    'account' | 'domain' | 'hub' | 'registry' | 'repository' | 'revision' | 'syncWindows'
  > {
  readonly name: string;
  /** Ordered by name. */
  readonly regions: readonly RegionContext[];
  /** ValidatingAdmissionPolicies, bindings and parameters that each of its clusters has, ordered by the policy's name. */
  readonly policies: readonly KubernetesObject[];
}

/** An app as other apps may see it (Argo CD's projects and ApplicationSets are rendered from these). */
export interface FleetApp {
  readonly app: string;
  readonly product: string;
  readonly namespace: string;
  readonly scope: AppDeclaration['scope'];
  /** Sync wave of its Application: after everything that it depends on. */
  readonly wave: number;
  readonly chartRepositories: readonly string[];
}

/** All that an app is told about where it is being rendered. */
export interface AppContext {
  readonly app: string;
  readonly product: string;
  readonly namespace: string;
  readonly tier: AppDeclaration['tier'];
  readonly owner: string;
  readonly costCenter: string;
  readonly environment: EnvironmentContext;
  /** The region of the cluster that receives the objects; the hub's for hub and global apps. */
  readonly region: RegionContext;
  /** App default, environment and region merged. */
  readonly settings: AppSettings;
  /** `registry/product/app@sha256:…`; empty for apps that release nothing. */
  readonly image: string;
  /** Present for every released app. */
  readonly load: LoadProfile | undefined;
  /** Every enabled app and product of the environment, ordered by name. */
  readonly fleet: {
    readonly apps: readonly FleetApp[];
    readonly products: Readonly<Record<string, Product>>;
  };
}

export interface AppDefinition extends AppDeclaration {
  /** Adds the app's objects for one target. Must depend on nothing but its arguments. */
  render(chart: AppChart, context: AppContext): void;
}

/** What `apps/<product>/<app>/app.ts` exports by default. */
export function defineApp(definition: AppDefinition): AppDefinition {
  return definition;
}

/** The root of one app in one target; constructs below it find their context here. */
export class AppChart extends Chart {
  readonly context: AppContext;

  constructor(scope: Construct, id: string, context: AppContext) {
    super(scope, id, { namespace: context.namespace, disableResourceNameHashes: true });
    this.context = context;
  }

  /** cdk8s would make names up from construct ids; names are explicit here, so that ids may change. */
  override generateObjectName(object: ApiObject): string {
    throw new TypeError(`${object.node.path}: metadata.name is missing`);
  }

  static containing(construct: Construct): AppChart {
    const chart = Chart.of(construct);
    if ('context' in chart) return chart as AppChart;
    throw new TypeError(`${construct.node.path}: must stand below an app's chart`);
  }
}
