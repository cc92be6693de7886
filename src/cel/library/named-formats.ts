/** Kubernetes' named formats: `!format.dns1123Label().validate(name).hasValue()`. */
import { hasFormat } from '../../manifest/formats.ts';
import { regexCost, sizeOf } from '../evaluate/cost.ts';
import {
  isError,
  ListValue,
  Opaque,
  OptionalValue,
  type Result,
  Undecided,
  type Value,
} from '../value/value.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';
import { parseUrl } from './go-url.ts';

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const dnsLabel = new RegExp(`^${label}$`);
const dnsSubdomain = new RegExp(`^${label}(?:\\.${label})*$`);
const dns1035Label = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const qualifiedName = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** How many things are wrong with a text. */
type Count = (text: string) => number;

function lengthAndSyntax(maxLength: number, syntax: RegExp): Count {
  return (text) => Number(Buffer.byteLength(text) > maxLength) + Number(!syntax.test(text));
}

/** Names to which something will be appended may end with a dash. */
function asPrefix(count: Count): Count {
  return (text) => count(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);
}

function named(isValid: (text: string) => boolean): Count {
  return (text) => Number(!isValid(text));
}

const countLabel = lengthAndSyntax(63, dnsLabel);
const countSubdomain = lengthAndSyntax(253, dnsSubdomain);
const countDns1035 = lengthAndSyntax(63, dns1035Label);

function countQualified(text: string): number {
  const parts = text.split('/');
  if (parts.length > 2) return 1;
  const [prefix, name = ''] = parts.length === 2 ? parts : [undefined, text];
  const inPrefix = prefix === undefined ? 0 : prefix === '' ? 1 : countSubdomain(prefix);
  const inLength = Number(name === '' || Buffer.byteLength(name) > 63);
  return inPrefix + inLength + Number(!qualifiedName.test(name));
}

/** What is wrong, and the size of the pattern that costs are reckoned with. */
const formats: Readonly<Record<string, readonly [count: Count, patternSize: number]>> = {
  dns1123Label: [countLabel, 30],
  dns1123Subdomain: [countSubdomain, 60],
  dns1035Label: [countDns1035, 30],
  qualifiedName: [countQualified, 60],
  dns1123LabelPrefix: [asPrefix(countLabel), 30],
  dns1123SubdomainPrefix: [asPrefix(countSubdomain), 60],
  dns1035LabelPrefix: [asPrefix(countDns1035), 30],
  labelValue: [
    (text) => Number(Buffer.byteLength(text) > 63) + Number(text !== '' && !qualifiedName.test(text)),
    40,
  ],
  uri: [named((text) => !isError(parseUrl(text))), 1103],
  uuid: [named((text) => hasFormat(text, 'uuid') === 'yes'), 70],
  byte: [named((text) => hasFormat(text, 'byte') === 'yes'), 84],
  date: [named((text) => hasFormat(text, 'date') === 'yes'), 71],
  datetime: [named((text) => hasFormat(text, 'datetime') === 'yes'), 71],
};

class NamedFormat extends Opaque {
  readonly typeName = 'kubernetes.NamedFormat';
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  equals(other: Opaque): boolean {
    return other instanceof NamedFormat && other.name === this.name;
  }
}

/** The complaints about a text: how many there are is known, how the API server words them is not. */
class Complaints extends ListValue {
  readonly size: number;

  constructor(size: number) {
    super();
    this.size = size;
  }

  at(): Result {
    throw new Undecided('the text of a complaint of format.validate() is used');
  }
}

function validate({ name }: NamedFormat, text: string): Result {
  const count = formats[name]?.[0](text) ?? 0;
  return count === 0 ? OptionalValue.none : new OptionalValue(new Complaints(count));
}

function validationCost([format, text]: readonly Value[]): number {
  const patternSize = format instanceof NamedFormat ? (formats[format.name]?.[1] ?? 0) : 0;
  return regexCost(sizeOf(text), patternSize);
}

const type = 'kubernetes.NamedFormat';

export const formatLibrary: readonly FunctionDeclaration[] = [
  declare('validate', [
    overload('format-validate', `${type}.(string): optional(list(string))`, validate, validationCost),
  ]),
  declare('format.named', [
    overload('format-named', `(string): optional(${type})`, (name: string) =>
      Object.hasOwn(formats, name) ? new OptionalValue(new NamedFormat(name)) : OptionalValue.none,
    ),
  ]),
  ...Object.keys(formats).map((name) =>
    declare(`format.${name}`, [overload(`format.${name}`, `(): ${type}`, () => new NamedFormat(name))]),
  ),
];
