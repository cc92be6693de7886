import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { validateProps, validateTree } from '../../src/constructs/validation.ts';
import { exampleChart } from './fixtures.ts';

test('problems of the whole tree are collected, each with its construct path', () => {
  const chart = exampleChart();
  validateProps(new Construct(chart, 'api'), (report) => {
    report({ field: 'port', value: 70000, allowed: '1 to 65535' });
    report({ field: 'probe', value: undefined, allowed: 'a path', next: 'give one' });
  });
  new Construct(chart, 'other').node.addValidation({ validate: () => ['is tired'] });

  expect(validateTree(chart)).toEqual([
    {
      severity: 'unjudged',
      rule: 'invalid-props',
      subject: 'shop-api/api',
      message: 'port: 70000 is not allowed here',
      allowed: '1 to 65535',
    },
    {
      severity: 'unjudged',
      rule: 'invalid-props',
      subject: 'shop-api/api',
      message: 'probe is missing',
      allowed: 'a path',
      next: 'give one',
    },
    { severity: 'unjudged', rule: 'invalid-props', subject: 'shop-api/other', message: 'is tired' },
  ]);
});

test('cdk8s itself refuses props that are refused here', () => {
  const construct = new Construct(exampleChart(), 'api');
  validateProps(construct, (report) => report({ field: 'port', value: 0, allowed: '1 to 65535' }));
  validateProps(construct, (report) => report({ field: 'path', value: 'x', allowed: 'a leading /' }));

  expect(construct.node.validate()).toEqual([
    'port: 0 is not allowed here; allowed: 1 to 65535',
    'path: "x" is not allowed here; allowed: a leading /',
  ]);
});
