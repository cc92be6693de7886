import { hasFormat } from '../../manifest/formats.ts';
import {
  type Fields,
  fieldsOf,
  type Selected,
  selectMaps,
  selectTexts,
  textOf,
} from '../../manifest/select.ts';
import { dnsSubdomain } from '../../schema/names.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { CheckedObject } from '../problem.ts';
import { invalid, missing, refused } from './problems.ts';

/** Ingresses (`pkg/apis/networking/validation`, `ValidateIngressSpec`). */
export function ingressRules({ object }: CheckedObject): Problem[] {
  const backends = ['spec.defaultBackend', 'spec.rules[].http.paths[].backend'].flatMap((pattern) =>
    selectMaps(object, pattern),
  );
  return [
    ...leadsSomewhere(fieldsOf(object, 'spec')),
    ...backends.flatMap(backend),
    ...['spec.rules[].host', 'spec.tls[].hosts[]']
      .flatMap((pattern) => selectTexts(object, pattern))
      .flatMap(host),
    ...selectMaps(object, 'spec.rules[].http.paths[]').flatMap(pathOfUrl),
  ];
}

function leadsSomewhere(spec: Fields): Problem[] {
  const rules = spec['rules'] ?? [];
  if ((spec['defaultBackend'] ?? null) !== null || !Array.isArray(rules) || rules.length > 0) return [];
  return [missing(['spec', 'rules'], 'spec.rules, spec.defaultBackend, or both')];
}

function backend({ value, path }: Selected<Fields>): Problem[] {
  const { service = null, resource = null } = value;
  if (service === null && resource === null)
    return [refused('required-field', path, 'names neither service nor resource', 'one of the two')];
  if (service !== null && resource !== null) {
    const message = 'cannot be set beside service';
    return [refused('exclusive-fields', [...path, 'resource'], message, 'one of the two')];
  }
  if (service === null) return [];
  const { name = '', number = 0 } = fieldsOf(value, 'service', 'port');
  const hasName = name !== '' && name !== null;
  const hasNumber = number !== 0 && number !== null;
  const port = [...path, 'service', 'port'];
  if (!hasName && !hasNumber) return [missing(port, 'port.number or port.name')];
  if (!hasName || !hasNumber) return [];
  return [refused('exclusive-fields', [...port, 'name'], 'cannot be set beside number', 'one of the two')];
}

function host({ value, path }: Selected<string>): Problem[] {
  const isName = dnsSubdomain.test(value.replace(/^\*\./, ''));
  const isAddress = path.at(-1) === 'host' && hasFormat(value, 'ipv4') === 'yes';
  if (isName && !isAddress) return [];
  const message = `${JSON.stringify(value)} is no host name`;
  const allowed = 'names in lower case such as shop.example.com or *.example.com; no addresses, no ports';
  return [invalid(path, message, allowed)];
}

const notInPaths = ['//', '/./', '/../', '%2f', '%2F'];
const notAtEnd = ['/..', '/.'];

/** The types Exact and Prefix want a whole path; what an implementation makes of others is its affair. */
function pathOfUrl({ value, path }: Selected<Fields>): Problem[] {
  const { pathType } = value;
  if (pathType !== 'Exact' && pathType !== 'Prefix') return [];
  const text = textOf(value, 'path');
  if (text === undefined)
    return [
      refused(
        'required-field',
        [...path, 'path'],
        `is missing, though pathType is ${pathType}`,
        'a path such as /',
      ),
    ];
  const wrong =
    notInPaths.find((each) => text.includes(each)) ?? notAtEnd.find((each) => text.endsWith(each));
  if (wrong === undefined) return [];
  const message = `${JSON.stringify(text)} has ${wrong} in it`;
  return [invalid([...path, 'path'], message, `a path without ${wrong}`)];
}
