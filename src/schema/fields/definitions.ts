import { choice, type Fields, items, notEmpty, serviceName } from './shapes.ts';

/** CustomResourceDefinitions (`pkg/apis/apiextensions/validation`). */

const below = (field: string) => ({
  pattern: `^\\.${field}\\.`,
  'x-plumb-allowed': `a path such as .${field}.replicas`,
});

export const definitionFields: Readonly<Record<string, Fields>> = {
  'apiextensions.v1.CustomResourceColumnDefinition': {
    name: notEmpty,
    type: choice('boolean', 'date', 'integer', 'number', 'string'),
    format: {
      enum: ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'],
    },
    jsonPath: { pattern: '^\\.', 'x-plumb-allowed': 'a path that begins with a dot, such as .status.phase' },
  },
  'apiextensions.v1.CustomResourceDefinitionNames': {
    categories: items(serviceName),
    shortNames: items(serviceName),
  },
  'apiextensions.v1.CustomResourceSubresourceScale': {
    specReplicasPath: below('spec'),
    statusReplicasPath: below('status'),
    labelSelectorPath: {
      pattern: '^(\\.(spec|status)\\..*)?$',
      'x-plumb-allowed': 'a path such as .status.selector',
    },
  },
  'apiextensions.v1.SelectableField': {
    jsonPath: { pattern: '^\\.', 'x-plumb-allowed': 'a path that begins with a dot, such as .spec.color' },
  },
  'apiextensions.v1.WebhookConversion': { conversionReviewVersions: { minItems: 1 } },
};
