/** What happens to an object after Argo CD applied it: real requests, whose outcome `record.ts` keeps. */
export interface Step {
  readonly manager: string;
  /** Default: the object itself. */
  readonly subresource?: 'scale' | 'status';
  /** Default: `merge`. */
  readonly by?: 'merge' | 'strategic' | 'apply';
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Perturbation {
  readonly name: string;
  /** `KIND NAME` of an object in git. */
  readonly of: string;
  readonly steps: readonly Step[];
  /** What is to be told: `CAUSE FIELD`. */
  readonly drift: readonly string[];
  /** With a prediction of the API server. Default: the same. */
  readonly predicted?: readonly string[];
}

/** As a controller or a person would ask: which fields, under which name. */
export function step(manager: string, body: Step['body'], how: Omit<Step, 'manager' | 'body'> = {}): Step {
  return { manager, body, ...how };
}

export const strategic = { by: 'strategic' } as const;
export const scale = { subresource: 'scale' } as const;
export const scaledTo = (replicas: number) => ({ spec: { replicas } });
export const inPod = (spec: Readonly<Record<string, unknown>>) => ({ spec: { template: { spec } } });
export const inContainer = (fields: Readonly<Record<string, unknown>>) =>
  inPod({ containers: [{ name: 'app', ...fields }] });
export const annotations = (values: Readonly<Record<string, string | null>>) => ({
  metadata: { annotations: values },
});
export const rule = (verb: string) => ({ apiGroups: [''], resources: ['pods'], verbs: [verb] });
export const webhook = (fields: Readonly<Record<string, unknown>>) => ({
  webhooks: [{ name: 'gate.example.com', ...fields }],
});
export const routes = (stable: number, timeout = '5s') => ({
  spec: {
    http: [
      {
        timeout,
        route: [
          { destination: { host: 'stable' }, weight: stable },
          { destination: { host: 'canary' }, weight: 100 - stable },
        ],
      },
    ],
  },
});
export const bundle = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');

export function none(name: string, of: string, ...steps: Step[]): Perturbation {
  return { name, of, steps, drift: [] };
}

export function real(
  name: string,
  of: string,
  drift: string | readonly string[],
  ...steps: Step[]
): Perturbation {
  return { name, of, steps, drift: typeof drift === 'string' ? [drift] : drift };
}

export const web = 'Deployment web';
export const gate = 'ValidatingWebhookConfiguration gate';
export const container = 'spec.template.spec.containers[name=app]';
