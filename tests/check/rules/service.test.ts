import { expect, test } from 'vitest';
import { checked } from '../checked.ts';

const service = (ports: string) =>
  checked(`{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: ${ports}}}`);
test.each([
  ['[{port: 1}]', []],
  ['[{port: 1, name: a}, {port: 2, name: b}]', []],
  [
    '[{port: 1, name: a}, {port: 2}]',
    ['error unnamed-port spec.ports[1]: has no name, though the Service has several ports'],
  ],
  [
    '[{port: 1, name: a}, {port: 2, name: a}]',
    ['error duplicate-name spec.ports[1].name: "a" is the name of an earlier port too'],
  ],
])('ports %s', (ports, findings) => {
  expect(service(ports)).toEqual(findings);
});
