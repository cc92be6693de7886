/** Schemas whose rules may cost little or much: every function, over values with and without limits. */
import type { ApiSchema } from '../../../src/kubernetes/facts.ts';
import { isRecord } from '../../../src/manifest/object.ts';

const rules = [
  'true',
  'self.text == self.short',
  "self.text.contains('a') && self.short.contains(self.text)",
  "self.text.matches('^[a-z]+$') || self.short.matches(self.text)",
  "self.text.startsWith('a') || self.text.endsWith(self.short)",
  'self.text < self.short',
  "size(self.text + self.short + 'a') > 1",
  'has(self.text) ? self.text.size() > 1 : self.short == self.text',
  "self.text.lowerAscii().upperAscii().trim().substring(1) == 'a'",
  "self.text.replace('a', 'bcd').replace('', self.short).replace(self.short, '') == 'a'",
  "self.short.replace(self.text, 'abcdefghij').split('') == ['a']",
  "self.text.split(',').exists(part, part.size() > 3)",
  "self.text.split(',', 3).all(part, part.contains('b'))",
  "self.texts.join(',').contains('a') && self.texts.join() == 'b'",
  "self.text.find('[a-z]+') == self.short.findAll('a', 2)[0]",
  "'%s and %d'.format([self.text, 3]) == self.text",
  'self.texts.isSorted() && self.numbers.isSorted() && self.numbers.sum() > 3',
  'self.texts.indexOf(self.text) > 1 && self.text.indexOf(self.short) == 1',
  'self.numbers.max() > self.numbers.min() && self.texts.lastIndexOf(self.short) > 1',
  "self.texts.all(text, text.contains(self.short) && text.matches('a.*b'))",
  'self.texts.exists_one(text, self.texts.exists(other, other == text))',
  "self.texts.map(text, text + 'a').filter(text, text.size() > 2).size() < 4",
  'self.texts.map(text, text.size() > 2, text.upperAscii()) == self.texts',
  'self.list.all(one, one.items.all(item, one.other.contains(item)))',
  'self.list.all(one, one.items.exists(item, item == one.other) || one.other == self.text)',
  'self.list.map(one, one.items).exists(items, items.size() > 3)',
  'self.list.all(one, one.items.map(item, item + one.other).join(one.other).contains(self.text))',
  'self.limited.all(one, one.items.all(item, one.other.contains(item) && one.other.size() < 3))',
  'self.limited[0].items[1] == self.list[2].other',
  "self.map.all(key, self.map[key] == key) && 'a' in self.map",
  "self.map['a'].contains(self.text) && self.text in self.texts",
  "self.map.exists(key, value, key == value && value.contains('a'))",
  'self.texts.all(index, text, index > 1 && text == self.text)',
  "self.map.transformMap(key, value, value + 'a') == self.map",
  'self.texts.transformList(index, text, text + string(index)) == self.texts',
  "self.?text.orValue('a') == 'a' && self.?map[?'a'].orValue('b').contains('b')",
  'self.?text.optMap(text, text.contains(self.short)).orValue(true)',
  'self.?texts.optFlatMap(texts, texts[?0]).hasValue()',
  'optional.of(self.text).hasValue() && optional.of(self.number).value() > 3',
  '[self.text, self.short, "abc"].all(text, text.contains("a"))',
  "{'a': self.text, 'b': self.short}.all(key, key == 'a')",
  '[1, 2, 3].map(one, one * 2) == [2, 4, 6] && [].all(none, none == 1)',
  "(self.number > 3 ? ['a', 'bb'] : ['ccc']).all(text, text.contains(self.short))",
  "(self.texts + ['a']).all(text, text == self.text)",
  'sets.contains(self.texts, self.numbers.map(number, string(number)))',
  'sets.equivalent(self.numbers, [1, 2]) || sets.intersects(self.texts, [self.text])',
  "url(self.text).getHost() == 'a' && isURL(self.text) && url(self.text) == url(self.short)",
  "quantity(self.text).isGreaterThan(quantity(self.short)) && quantity(self.text) == quantity('1')",
  "isQuantity(self.text) && quantity(self.text).add(quantity('1')).sub(1).isInteger()",
  "ip(self.text).family() == 4 && ip.isCanonical(self.text) && isIP(self.text) && ip('::1') == ip(self.text)",
  'cidr(self.text).containsIP(self.short) && cidr(self.text).containsIP(ip(self.short)) && isCIDR(self.text)',
  'cidr(self.text).containsCIDR(self.short) && cidr(self.text).containsCIDR(cidr(self.short)) && cidr(self.text).ip() == ip(self.text)',
  'semver(self.text).major() > 1 && isSemver(self.text) && semver(self.text).compareTo(semver(self.short)) == 1',
  "!format.dns1123Label().validate(self.text).hasValue() && format.named('uuid').hasValue()",
  "string(bytes(self.text)) == self.text && self.data == b'abc' && string(self.data) == 'a'",
  "strings.quote(self.text) == 'a' && strings.quote(string(self.number)).contains('b')",
  "duration(self.text) > self.duration && timestamp(self.text) > self.date && string(self.date) == 'a'",
  "self.either == 3 || self.either == 'a' || string(self.either).matches('[0-9]+%')",
  'dyn(self.text) == 3 && dyn(self.texts).all(text, text == dyn(self.short))',
  'type(self.either) == int || int(self.text) + self.number > 3',
  'oldSelf.texts.all(text, text in self.texts) && oldSelf.text == self.text',
  'self.either in [1, 2, 3] && self.word in ["a", "bc"] && self.number in self.numbers',
  'self.metadata.name.contains(self.kind) && self.limited.exists(one, one == self.limited[0])',
  'self.metadata == oldSelf.metadata || self.limited == oldSelf.limited',
] as const;

const text = { type: 'string' };
const one = {
  type: 'object',
  required: ['other'],
  properties: { items: { type: 'array', items: text }, other: { type: 'string', maxLength: 5 } },
};

const properties = {
  text,
  short: { type: 'string', maxLength: 20 },
  word: { type: 'string', enum: ['a', 'longer', 'ü'] },
  number: { type: 'integer' },
  data: { type: 'string', format: 'byte', maxLength: 100 },
  duration: { type: 'string', format: 'duration' },
  date: { type: 'string', format: 'date-time' },
  either: { 'x-kubernetes-int-or-string': true, maxLength: 9 },
  texts: { type: 'array', items: { type: 'string', maxLength: 30 }, maxItems: 16 },
  numbers: { type: 'array', items: { type: 'integer' }, maxItems: 1000 },
  list: { type: 'array', items: one },
  limited: { type: 'array', items: one, maxItems: 4 },
  map: { type: 'object', additionalProperties: { type: 'string', maxLength: 50 }, maxProperties: 8 },
};

function message(rule: string): string {
  return `'it is ' + string(${rule.startsWith('oldSelf') ? 'self.number' : 'self.text'})`;
}

const validations = rules.map((rule) => ({ rule, messageExpression: message(rule) }));

const root: ApiSchema = { type: 'object', properties, 'x-kubernetes-validations': validations };

/** Of items of lists and values of maps, with and without limits, and of parts by themselves. */
const nested: ApiSchema = {
  type: 'object',
  properties: {
    many: { type: 'array', items: { ...one, 'x-kubernetes-validations': ruled('self.other', 'self.items') } },
    few: {
      type: 'array',
      maxItems: 3,
      items: { ...one, 'x-kubernetes-validations': ruled('self.other', 'self.items') },
    },
    map: {
      type: 'object',
      maxProperties: 5,
      additionalProperties: {
        type: 'array',
        maxItems: 7,
        items: { type: 'string', 'x-kubernetes-validations': [{ rule: "self.matches('a+b')" }] },
        'x-kubernetes-validations': [{ rule: "self.all(one, one.contains('a'))" }],
      },
    },
    embedded: {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      'x-kubernetes-validations': [{ rule: "self.metadata.name.contains('a')" }],
    },
    plain: { type: 'boolean', 'x-kubernetes-validations': [{ rule: 'self == true' }] },
  },
};

function ruled(field: string, list: string): readonly object[] {
  return [
    { rule: `${field}.contains('a')`, messageExpression: `${field} + ' is wrong'` },
    { rule: `${list}.all(one, one == ${field})` },
    { rule: `${list}.exists(one, ${list}.exists(other, other == one))` },
  ];
}

export const costly: readonly ApiSchema[] = [root, withoutLimits(root), nested, withoutLimits(nested)];

/** The same schema, where nothing says how large values are at most. */
export function withoutLimits(schema: ApiSchema): ApiSchema {
  return without(schema) as ApiSchema;
}

function without(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(without);
  if (!isRecord(part)) return part;
  return Object.fromEntries(
    Object.entries(part)
      .filter(([keyword, value]) => !(typeof value === 'number' && /^max[IPL]\w+$/.test(keyword)))
      .map(([keyword, value]) => [keyword, without(value)]),
  );
}
