/** Schemas with what rules can do and no definition that is known does, and objects for them. */
import type { ApiSchema } from '../../../src/kubernetes/facts.ts';
import type { RuleCase } from './corpus.ts';

const text = { type: 'string', maxLength: 30 };
const count = { type: 'integer' };
const rules = (...list: readonly object[]): ApiSchema => ({ 'x-kubernetes-validations': list });

const words: ApiSchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        name: { ...text, ...rules({ rule: "self != 'a'" }, { rule: "self != 'b'", message: '  not b ' }) },
        count: {
          ...count,
          ...rules(
            { rule: 'self < 2', reason: 'FieldValueForbidden', message: 'too many' },
            { rule: 'self < 3', reason: 'FieldValueRequired', message: 'too many' },
            { rule: 'self < 4', reason: 'FieldValueDuplicate', message: 'too many' },
            { rule: 'self < 5', reason: 'FieldValueInvalid', message: 'too many' },
            { rule: '10 / self > 0' },
            { rule: '10 / self > 0', message: 'division' },
          ),
        },
        told: {
          ...text,
          ...rules(
            { rule: "self != 'a'", messageExpression: "' it is ' + self + ' '" },
            { rule: "self != 'a'", messageExpression: "self + '\\n'", message: 'ends' },
            { rule: "self != 'b'", messageExpression: "'1\\n2'", message: 'two lines' },
            { rule: "self != 'b'", messageExpression: "''", message: 'nothing' },
            { rule: "self != '*'", messageExpression: 'string(1 / 0)', message: 'fails' },
            { rule: "self != ''", messageExpression: 'string(1 / 0)' },
            {
              rule: "self == oldSelf || self != 'b'",
              messageExpression: "'was ' + oldSelf",
              message: 'was b',
            },
          ),
        },
        either: { 'x-kubernetes-int-or-string': true, ...rules({ rule: "self + 1 > 1 || self == 'a'" }) },
        map: {
          type: 'object',
          additionalProperties: { ...count, ...rules({ rule: 'self >= oldSelf' }, { rule: 'self != 80' }) },
          ...rules({ rule: "!('a' in self) || self['a'] > 0", fieldPath: "['a']", message: 'a must be' }),
        },
        nested: {
          type: 'object',
          properties: { 'a.b': text, namespace: text, deep: { type: 'object', properties: { er: text } } },
          ...rules(
            { rule: "!has(self.a__dot__b) || self.a__dot__b != 'a'", fieldPath: "['a.b']" },
            { rule: "!has(self.__namespace__) || self.__namespace__ == 'b'", fieldPath: '.namespace' },
            { rule: "!has(self.deep) || !has(self.deep.er) || self.deep.er == ''", fieldPath: '.deep.er' },
          ),
        },
      },
    },
  },
  ...rules(
    { rule: "self.metadata.name != 'a'", message: 'no a' },
    { rule: "self.kind == 'Thing' && self.apiVersion != ''", message: 'head' },
    { rule: "!has(self.spec) || self.spec == oldSelf.spec || self.metadata.name == 'b-1'" },
  ),
};

const item = {
  type: 'object',
  required: ['name'],
  properties: {
    name: text,
    port: { ...count, default: 1 },
    note: { ...text, ...rules({ rule: 'self == oldSelf' }) },
  },
  ...rules(
    { rule: 'self.port >= oldSelf.port', message: 'ports only grow' },
    { rule: 'self.port != 80', message: 'not 80' },
    { rule: 'oldSelf.hasValue() || self.port < 443', optionalOldSelf: true, message: 'new ones are low' },
    {
      rule: 'self.port <= oldSelf.orValue(self).port + 100',
      optionalOldSelf: true,
      messageExpression: "'was ' + string(oldSelf.value().port)",
    },
  ),
};

const changes: ApiSchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      'x-kubernetes-map-type': 'atomic',
      properties: {
        one: {
          type: 'array',
          items: item,
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
        },
        two: {
          type: 'array',
          items: item,
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name', 'port'],
          ...rules({ rule: 'self == oldSelf || self.size() < 3' }),
        },
        atomic: { type: 'array', items: { ...item, ...rules({ rule: 'self.port != 80' }) } },
        set: {
          type: 'array',
          items: { ...text, ...rules({ rule: "self != 'a'" }) },
          'x-kubernetes-list-type': 'set',
          ...rules({ rule: 'self == oldSelf', message: 'same members' }),
        },
        object: {
          type: 'object',
          properties: { a: count, b: { type: 'object', properties: { c: count } } },
          ...rules({ rule: '!has(self.a) || self.a < 2' }, { rule: 'has(self.b) || !has(oldSelf.b)' }),
        },
        nullable: { ...text, nullable: true, ...rules({ rule: "self != 'a'" }) },
        fallback: {
          type: 'object',
          default: { x: 5 },
          properties: { x: count },
          ...rules({ rule: 'self.x < 5' }),
        },
        open: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { known: count },
          ...rules({ rule: '!has(self.known) || self.known < 2' }),
        },
        resource: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
          ...rules({ rule: "self.metadata.name != 'a' && self.kind == 'ConfigMap'" }),
        },
        time: {
          type: 'string',
          format: 'date-time',
          ...rules({ rule: "self > timestamp('2027-01-01T00:00:00Z')" }),
        },
        wait: { type: 'string', format: 'duration', ...rules({ rule: "self > duration('2m')" }) },
        part: { type: 'number', ...rules({ rule: 'self < 80.0' }) },
      },
    },
  },
};

const branches: ApiSchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        a: { ...count, ...rules({ rule: 'self != 80' }) },
        list: { type: 'array', items: count },
      },
      allOf: [
        { properties: { a: rules({ rule: 'self < 2', message: 'branch' }) } },
        { properties: { list: { items: rules({ rule: 'self < 2', message: 'items' }) } } },
        rules({ rule: 'has(self.a)', message: 'whole' }),
      ],
      anyOf: [{ required: ['a'] }, { properties: { list: { minItems: 2 } } }],
    },
  },
};

const costly: ApiSchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        n: {
          ...count,
          ...rules(
            { rule: `${'[1,2,3,4,5,6,7,8,9,10].all(x, '.repeat(6)}self != 0${')'.repeat(6)}` },
            { rule: 'self == 0', message: 'never asked' },
          ),
        },
      },
    },
  },
};

export const features: readonly ApiSchema[] = [words, changes, branches, costly];

/** What chance would not come to. */
export const chosen: readonly (readonly RuleCase[])[] = [
  [{ object: thing({ told: 'b' }), old: thing({ told: 'a' }) }],
  [
    { object: thing({ two: [{ name: 'a', port: 80 }] }), old: thing({ two: [{ name: 'a', port: 80 }] }) },
    { object: thing({ one: [{ name: 'a' }] }), old: thing({ one: [{ name: 'a', port: 80, note: 'n' }] }) },
    { object: thing({ nullable: null, set: ['b', 'a'] }), old: thing({ nullable: 'a', set: ['a', 'b'] }) },
  ],
  [],
  [{ object: thing({ n: 1 }) }, { object: thing({ n: 1 }), old: thing({ n: 2 }) }],
];

function thing(spec: object): object {
  return { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' }, spec };
}
