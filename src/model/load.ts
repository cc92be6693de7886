import Type, { type Static } from 'typebox';

export const LoadProfile = Type.Object(
  {
    requestsPerSecondPerPod: Type.Number({
      exclusiveMinimum: 0,
      description: 'Requests (or messages) that one pod serves per second at its target utilisation.',
    }),
    serviceTimeMs: Type.Number({
      exclusiveMinimum: 0,
      description: 'Mean time to serve one, in milliseconds.',
    }),
    readySeconds: Type.Number({
      exclusiveMinimum: 0,
      description: 'From pod creation to Ready on a warm node, in seconds.',
    }),
  },
  {
    additionalProperties: false,
    description:
      'What no manifest holds and simulation needs. Declared by each app, rendered as annotations of its workload.',
  },
);
export type LoadProfile = Static<typeof LoadProfile>;
