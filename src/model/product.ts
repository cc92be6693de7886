import Type, { type Static } from 'typebox';

/** `apps/<product>/product.yaml`: what the product's apps have in common, and the most they may ask of a cluster. */
export const Product = Type.Object(
  {
    description: Type.String({ minLength: 1 }),
    /** Team that answers for it; a label on every object. */
    owner: Type.String({ minLength: 1 }),
    /** Where its cost is booked; a label on every object. */
    costCenter: Type.String({ minLength: 1 }),
    /** Namespaced kinds that Argo CD may sync for it, as `Kind.group` (`ConfigMap` for the core group). */
    kinds: Type.Array(Type.String(), { uniqueItems: true }),
    /** Cluster-scoped kinds likewise. */
    clusterKinds: Type.Array(Type.String(), { uniqueItems: true }),
    /** Chart repositories that it may install from. */
    chartRepositories: Type.Optional(Type.Array(Type.String({ pattern: '^(https|oci)://' }))),
  },
  { additionalProperties: false },
);
export type Product = Static<typeof Product>;
