import { Ajv } from 'ajv';
import { expect } from 'vitest';

/**
 * What of SARIF 2.1.0 (OASIS, 27 March 2020; numbers are its sections) is written, and nothing else; with what GitHub
 * asks for beyond it: a place in a file for each result, and at most 5,000 results.
 */
const text = { type: 'string', minLength: 1 };
const message = strict({ text }, ['text']);
const level = { enum: ['none', 'note', 'warning', 'error'] };
const position = { type: 'integer', minimum: 1 };

/** §3.28 to §3.30, §3.33. */
const location = strict(
  {
    physicalLocation: strict(
      {
        artifactLocation: strict({ uri: { type: 'string', pattern: '^[^ \\\\<>"{}|^`]+$' } }, ['uri']),
        region: strict({ startLine: position, startColumn: position }, ['startLine']),
      },
      ['artifactLocation'],
    ),
    logicalLocations: { type: 'array', items: strict({ fullyQualifiedName: text }, ['fullyQualifiedName']) },
  },
  ['physicalLocation'],
);

/** §3.27. */
const result = strict(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: { type: 'array', minItems: 1, maxItems: 1, items: location },
    partialFingerprints: {
      type: 'object',
      additionalProperties: text,
      required: ['primaryLocationLineHash'],
    },
  },
  ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints'],
);

/** §3.20, §3.58. */
const invocation = strict(
  {
    executionSuccessful: { type: 'boolean' },
    toolExecutionNotifications: {
      type: 'array',
      items: strict({ level, message, descriptor: strict({ id: text }, ['id']) }, ['message']),
    },
  },
  ['executionSuccessful'],
);

/** §3.18, §3.19, §3.49. */
const tool = strict(
  {
    driver: strict(
      {
        name: text,
        rules: {
          type: 'array',
          uniqueItems: true,
          items: strict({ id: text, shortDescription: message }, ['id']),
        },
      },
      ['name'],
    ),
  },
  ['driver'],
);

/** §3.13, §3.14. */
const log = strict(
  {
    $schema: { const: 'https://json.schemastore.org/sarif-2.1.0.json' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: strict(
        {
          tool,
          invocations: { type: 'array', items: invocation },
          results: { type: 'array', maxItems: 5000, items: result },
        },
        ['tool', 'results'],
      ),
    },
  },
  ['version', 'runs'],
);

const validate = new Ajv({ allErrors: true }).compile(log);

/** Fails unless it is a SARIF log that GitHub takes. Returns its results. */
export function expectSarif(output: string): readonly SarifResult[] {
  const parsed: unknown = JSON.parse(output);
  validate(parsed);
  expect(validate.errors ?? []).toEqual([]);
  return (parsed as { readonly runs: readonly [{ readonly results: readonly SarifResult[] }] }).runs[0]
    .results;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly {
    readonly physicalLocation: { readonly region?: { readonly startLine: number } };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

function strict(properties: Readonly<Record<string, unknown>>, required: readonly string[]) {
  return { type: 'object', additionalProperties: false, properties, required };
}
