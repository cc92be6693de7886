import Type, { type Static } from 'typebox';
import { ChartRepository, formed, Text } from './scalars.ts';

const Kind = formed(
  '^[A-Z][A-Za-z0-9]*(\\.[a-z0-9]+([-.][a-z0-9]+)*)?$',
  'a kind and its API group such as Deployment.apps; just the kind for the core group',
);

/** `apps/<product>/product.yaml`. */
export const Product = Type.Object(
  {
    description: { ...Text, description: 'What the product is, in one line.' },
    owner: {
      ...formed(
        '^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$',
        'a label value: letters, digits, dashes, dots and underscores',
      ),
      description: 'Team that answers for it; a label on every object.',
    },
    costCenter: {
      ...formed(
        '^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$',
        'a label value: letters, digits, dashes, dots and underscores',
      ),
      description: 'Where its cost is booked; a label on every object.',
    },
    kinds: Type.Array(Kind, {
      uniqueItems: true,
      description: 'Namespaced kinds that Argo CD may sync for it, e.g. Deployment.apps, ConfigMap.',
    }),
    clusterKinds: Type.Array(Kind, {
      uniqueItems: true,
      description: 'Cluster-scoped kinds that Argo CD may sync for it, e.g. Namespace.',
    }),
    chartRepositories: Type.Optional(
      Type.Array(ChartRepository, {
        uniqueItems: true,
        description: 'Chart repositories that it may install from. None by default.',
      }),
    ),
  },
  {
    additionalProperties: false,
    description: "What the product's apps have in common, and the most they may ask of a cluster.",
  },
);
export type Product = Static<typeof Product>;
