import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { collectIgnoreDifferences, ignoreDifference } from '../../src/constructs/ignore-difference.ts';
import { exampleChart } from './fixtures.ts';

test('what constructs record is collected in the order of kind and name', () => {
  const chart = exampleChart();
  const difference = (kind: string, name: string) => ({
    group: 'apps',
    kind,
    name,
    jqPathExpressions: ['.spec.replicas'],
    reason: 'a scaler writes it',
  });
  ignoreDifference(new Construct(chart, 'first'), difference('StatefulSet', 'a'));
  ignoreDifference(new Construct(chart, 'second'), difference('Deployment', 'b'));
  ignoreDifference(new Construct(chart, 'third'), difference('Deployment', 'a'));
  chart.node.addMetadata('something-else', 1);

  expect(collectIgnoreDifferences(chart)).toEqual([
    difference('Deployment', 'a'),
    difference('Deployment', 'b'),
    difference('StatefulSet', 'a'),
  ]);
});
