/**
 * How a new version of an HTTP workload takes over traffic, by Argo Rollouts on the weights of an Istio VirtualService.
 *
 * - steps.ts           the strategy of the Rollout
 * - analysis.ts        what is measured on the new version's pods, and aborts the release
 * - service-policy.ts  how callers treat the services: circuit breaking, outlier detection, zones
 */
import { Construct } from 'constructs';
import type { AnalysisTemplate } from '../../kubernetes/1.34/types/argoproj.io_v1alpha1.ts';
import type { VirtualService } from '../../kubernetes/1.34/types/networking.istio.io_v1.ts';
import type { Service } from '../../kubernetes/1.34/types/v1.ts';
import type { Canary as CanarySettings } from '../../model/settings.ts';
import { AppChart } from '../app.ts';
import { ignoreDifference } from '../ignore-difference.ts';
import type { Labels } from '../labels.ts';
import { Manifest } from '../manifest.ts';
import { replicaBounds } from '../replicas.ts';
import { validateProps } from '../validation.ts';
import { analysisTemplates } from './analysis.ts';
import { ServicePolicy } from './service-policy.ts';
import { type CanaryStrategy, canaryStrategy, checkCanary } from './steps.ts';

export interface CanaryProps {
  /** Name of the Rollout, and of the Service before it, which the caller renders and the stable version serves. */
  readonly name: string;
  /** Selects the Rollout's pods, of every version. */
  readonly selector: Labels;
  /** Port of the Service; `targetPort` is the name of the container's port. */
  readonly port: { readonly name: string; readonly number: number; readonly targetPort: string };
  readonly settings: CanarySettings;
  /** Names outside the mesh that it answers to, beside the Service's own. Default: none. */
  readonly hosts?: readonly string[];
  /** Gateways, as `namespace/name`, through which `hosts` come in. Default: none. */
  readonly gateways?: readonly string[];
}

/** The HTTP route whose weights move. */
const ROUTE = 'primary';

/** Everything beside the Rollout itself, and its `strategy`. */
export class Canary extends Construct {
  /** `spec.strategy.canary` of the Rollout. */
  readonly strategy: CanaryStrategy;

  constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { name, settings } = props;
    const { context } = AppChart.containing(this);
    const canaryName = `${name}-canary`;
    const { max: maxReplicas } = replicaBounds(context.settings);

    new Manifest<Service>(this, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: canaryName },
      spec: {
        selector: props.selector,
        ports: [{ name: props.port.name, port: props.port.number, targetPort: props.port.targetPort }],
      },
    });
    this.#route(props, canaryName, context.namespace);
    for (const service of [name, canaryName]) {
      new ServicePolicy(this, `policy-${service}`, { service, load: context.load, maxReplicas });
      ignoreDifference(this, {
        group: '',
        kind: 'Service',
        name: service,
        jqPathExpressions: ['.spec.selector."rollouts-pod-template-hash"'],
        reason: 'Argo Rollouts points the stable and the canary Service at one version each',
      });
    }
    const templates = analysisTemplates({ namespace: context.namespace, workload: name }, settings);
    for (const template of templates) new Manifest<AnalysisTemplate>(this, template.metadata.name, template);

    this.strategy = canaryStrategy(settings, {
      templates: templates.map(({ metadata }) => metadata.name),
      stableService: name,
      canaryService: canaryName,
      virtualService: name,
      route: ROUTE,
    });
    validateProps(this, (report) => checkCanary(settings, report));
  }

  /** Callers in the mesh and those from the gateways take the same route, so that both see the same weights. */
  #route({ name, hosts = [], gateways = [] }: CanaryProps, canaryName: string, namespace: string): void {
    new Manifest<VirtualService>(this, 'route', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name },
      spec: {
        hosts: [`${name}.${namespace}.svc.cluster.local`, ...hosts],
        ...(gateways.length > 0 && { gateways: ['mesh', ...gateways] }),
        http: [
          {
            name: ROUTE,
            route: [
              { destination: { host: name }, weight: 100 },
              { destination: { host: canaryName }, weight: 0 },
            ],
          },
        ],
      },
    });
    ignoreDifference(this, {
      group: 'networking.istio.io',
      kind: 'VirtualService',
      name,
      jqPathExpressions: [`.spec.http[] | select(.name == "${ROUTE}") | .route[].weight`],
      reason: 'Argo Rollouts moves these weights during a release',
    });
  }
}
