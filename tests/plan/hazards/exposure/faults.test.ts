import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const fault = (what: string, rest = ''): string =>
  object(
    'networking.istio.io/v1',
    'VirtualService',
    `spec: {hosts: [shop], http: [{${rest} fault: {${what}}, route: [{destination: {host: shop}}]}]}`,
  );
const api = 'match: [{uri: {prefix: /api}}],';
const abort = (percent: number): string => `abort: {httpStatus: 503, percentage: {value: ${percent}}}`;
const delay = (time: string): string => `delay: {fixedDelay: ${time}, percentage: {value: 10}}`;

test.each<[string, string, string, string[]]>([
  [
    'for all',
    fault(''),
    fault(abort(100)),
    ['error traffic-change: answers 100 % of its traffic with 503, on purpose (fault)'],
  ],
  [
    'for some',
    fault(''),
    fault(abort(5)),
    ['warning traffic-change: answers 5 % of its traffic with 503, on purpose (fault)'],
  ],
  [
    'in a new object',
    '',
    fault(abort(5)),
    ['warning traffic-change: answers 5 % of its traffic with 503, on purpose (fault)'],
  ],
  [
    'for more',
    fault(abort(5)),
    fault(abort(50)),
    ['warning traffic-change: answers 50 % of its traffic with 503, on purpose (fault)'],
  ],
  [
    'for one path',
    fault('', api),
    fault(abort(100), api),
    ['warning traffic-change: answers 100 % of its traffic for /api with 503, on purpose (fault)'],
  ],
  [
    'that hold back',
    fault(''),
    fault(delay('5s')),
    ['warning traffic-change: holds back 10 % of its traffic for 5s, on purpose (fault)'],
  ],
  ['for fewer', fault(abort(50)), fault(abort(5)), []],
  ['for nobody', fault(''), fault('abort: {httpStatus: 503}'), []],
  ['that end', fault(abort(50)), fault(''), []],
])('faults %s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
