import Type, { type Static } from 'typebox';
import { recordOf } from './record.ts';
import { Cron, DnsLabel, Text, TimeZone } from './scalars.ts';

export const ScheduleWindow = Type.Object(
  {
    timezone: { ...TimeZone, description: 'IANA time zone, e.g. Asia/Tokyo.' },
    start: { ...Cron, description: 'Five cron fields, e.g. 0 8 * * 1-5.' },
    end: { ...Cron, description: 'Five cron fields, e.g. 0 19 * * 1-5.' },
    replicas: Type.Integer({ minimum: 1, description: 'Replicas held, at least.' }),
  },
  {
    additionalProperties: false,
    description: 'A window in which a minimum of replicas is held, whatever the load (a floor, never a cap).',
  },
);
export type ScheduleWindow = Static<typeof ScheduleWindow>;

export const ScalingPace = Type.Object(
  {
    stabilizationSeconds: Type.Integer({
      minimum: 0,
      maximum: 3600,
      description: 'How far back the HPA looks for the more cautious answer.',
    }),
    percent: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Most change per period, in percent of the current replicas.',
      }),
    ),
    pods: Type.Optional(Type.Integer({ minimum: 1, description: 'Most change per period, in pods.' })),
    periodSeconds: Type.Integer({
      minimum: 1,
      maximum: 1800,
      description: 'The period of percent and pods.',
    }),
  },
  {
    additionalProperties: false,
    description: 'How far and how fast replicas may move in one direction (HPA behavior rules).',
  },
);
export type ScalingPace = Static<typeof ScalingPace>;

const percentOfRequest = (resource: string) =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      description: `Target: mean ${resource} use, in percent of the request.`,
    }),
  );

const target = (description: string) =>
  Type.Optional(Type.Number({ exclusiveMinimum: 0, description: `Target: ${description}` }));

export const Scaling = Type.Object(
  {
    minReplicas: Type.Integer({
      minimum: 0,
      description: 'Fewest replicas; 0 needs a target besides cpu and memory.',
    }),
    maxReplicas: Type.Integer({ minimum: 1, description: 'Most replicas.' }),
    cpuPercent: percentOfRequest('CPU'),
    memoryPercent: percentOfRequest('memory'),
    networkMegabitsPerSecondPerPod: target('received network traffic per pod, in Mbit/s.'),
    queueLengthPerPod: target('waiting messages per pod.'),
    requestsPerSecondPerPod: target('requests per second per pod.'),
    latencyMilliseconds: target('95th percentile of the latency, in milliseconds.'),
    predictedRequestsPerSecondPerPod: target(
      "predicted requests per second per pod, read where the app's predictor says, through KEDA's metrics-api trigger.",
    ),
    formula: Type.Optional({
      ...Text,
      description:
        'Combines the named triggers into one number (KEDA scalingModifiers.formula); needs formulaTarget.',
    }),
    formulaTarget: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: 'What one pod should see of the formula, on average.',
      }),
    ),
    schedules: Type.Optional(recordOf(DnsLabel, ScheduleWindow, { description: 'Windows by name.' })),
    pollingSeconds: Type.Optional(
      Type.Integer({ minimum: 1, description: 'How often KEDA asks while at 0 replicas. Default: 30.' }),
    ),
    cooldownSeconds: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Quiet time before going to 0 replicas. Default: 300.' }),
    ),
    fallbackReplicas: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Replicas to hold when the metrics cannot be read (KEDA fallback).',
      }),
    ),
    scaleUp: Type.Optional(ScalingPace),
    scaleDown: Type.Optional(ScalingPace),
  },
  {
    additionalProperties: false,
    description:
      'How many replicas, and what decides. Each target present becomes a trigger; the HPA takes the highest answer, unless `formula` combines them.',
  },
);
export type Scaling = Static<typeof Scaling>;
