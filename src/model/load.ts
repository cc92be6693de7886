import Type, { type Static } from 'typebox';

/** What no manifest holds and simulation needs. Declared by each app, rendered as annotations of its workload. */
export const LoadProfile = Type.Object(
  {
    /** Requests (or messages) that one pod serves per second at its target utilisation. */
    requestsPerSecondPerPod: Type.Number({ exclusiveMinimum: 0 }),
    /** Mean time to serve one, in milliseconds. */
    serviceTimeMs: Type.Number({ exclusiveMinimum: 0 }),
    /** From pod creation to Ready on a warm node, in seconds. */
    readySeconds: Type.Number({ exclusiveMinimum: 0 }),
  },
  { additionalProperties: false },
);
export type LoadProfile = Static<typeof LoadProfile>;
