import Type, { type Static } from 'typebox';
import { Cron, DnsLabel } from './scalars.ts';

/** A window in which a minimum of replicas is held, whatever the load (KEDA cron trigger: a floor, never a cap). */
export const ScheduleWindow = Type.Object(
  {
    timezone: Type.String({ description: 'IANA time zone, e.g. Asia/Tokyo' }),
    start: Cron,
    end: Cron,
    replicas: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);
export type ScheduleWindow = Static<typeof ScheduleWindow>;

/** How far and how fast replicas may move in one direction (HPA `behavior` rules). */
export const ScalingPace = Type.Object(
  {
    stabilizationSeconds: Type.Integer({ minimum: 0, maximum: 3600 }),
    percent: Type.Optional(Type.Integer({ minimum: 1 })),
    pods: Type.Optional(Type.Integer({ minimum: 1 })),
    periodSeconds: Type.Integer({ minimum: 1, maximum: 1800 }),
  },
  { additionalProperties: false },
);
export type ScalingPace = Static<typeof ScalingPace>;

/**
 * How many replicas, and what decides. Each target that is present becomes a trigger; the HPA takes the highest
 * answer, unless `formula` combines them. Which queue or query a target reads is the app's own business.
 */
export const Scaling = Type.Object(
  {
    minReplicas: Type.Integer({ minimum: 0 }),
    maxReplicas: Type.Integer({ minimum: 1 }),
    cpuPercent: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    memoryPercent: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    networkMegabitsPerSecondPerPod: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    queueLengthPerPod: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    requestsPerSecondPerPod: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    latencyMilliseconds: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** Predicted requests per second per pod, read from `plumb scale serve` through KEDA's metrics-api trigger. */
    predictedRequestsPerSecondPerPod: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** Combines the named triggers into one number (KEDA `scalingModifiers.formula`); needs `formulaTarget`. */
    formula: Type.Optional(Type.String({ minLength: 1 })),
    formulaTarget: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    schedules: Type.Optional(Type.Record(DnsLabel, ScheduleWindow)),
    pollingSeconds: Type.Optional(Type.Integer({ minimum: 1 })),
    cooldownSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Replicas to hold when the metrics cannot be read (KEDA `fallback`). */
    fallbackReplicas: Type.Optional(Type.Integer({ minimum: 1 })),
    scaleUp: Type.Optional(ScalingPace),
    scaleDown: Type.Optional(ScalingPace),
  },
  { additionalProperties: false },
);
export type Scaling = Static<typeof Scaling>;
