import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const pool = (spec: string): string =>
  `{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: a}, spec: {${spec}}}`;
const nodes = (spec: string): string => pool(`template: {spec: {${spec}}}`);
const types = (values: string, operator = 'In'): string =>
  nodes(`requirements: [{key: karpenter.sh/capacity-type, operator: ${operator}, values: [${values}]}]`);
const taints = (items: string): string => nodes(`taints: [${items}]`);
const budgets = (items: string): string => pool(`disruption: {budgets: [${items}]}`);

test.each<[string, string, string, string[]]>([
  [
    'only nodes that AWS may take back',
    types('spot, on-demand'),
    types('spot'),
    [
      'warning capacity-cut: makes no more nodes whose karpenter.sh/capacity-type is on-demand: these are replaced',
    ],
  ],
  [
    'nodes that are ruled out',
    types('spot, on-demand'),
    types('on-demand', 'NotIn'),
    [
      'warning capacity-cut: makes no more nodes whose karpenter.sh/capacity-type is on-demand: these are replaced',
    ],
  ],
  [
    'nodes of one kind, where there were any',
    nodes(''),
    types('spot'),
    ['warning capacity-cut: makes only nodes whose karpenter.sh/capacity-type is spot: others are replaced'],
  ],
  ['more kinds of nodes', types('spot'), types('spot, on-demand'), []],
  ['kinds in another order', types('spot, on-demand'), types('on-demand, spot'), []],
  ['any kind of node', types('spot'), nodes(''), []],
  ['what was ruled out by not being named', types('spot'), types('on-demand', 'NotIn'), []],
  [
    'what all nodes have, written out',
    nodes(''),
    nodes('requirements: [{key: kubernetes.io/os, operator: In, values: [linux]}]'),
    [],
  ],
  [
    'nodes that take fewer pods',
    taints('{key: old, effect: NoSchedule}'),
    taints('{key: old, effect: NoSchedule}, {key: gpu, value: "yes", effect: NoExecute}'),
    ['warning selector-change: takes only pods that tolerate gpu=yes:NoExecute'],
  ],
  ['nodes that take more pods', taints('{key: old, effect: NoSchedule}'), taints(''), []],
  ['a wish', nodes(''), taints('{key: old, effect: PreferNoSchedule}'), []],
  [
    'all nodes at once',
    budgets('{nodes: 10%}'),
    budgets('{nodes: 100%}'),
    ['warning protection-cut: lets more of its nodes be replaced at once: 100%, not 10%'],
  ],
  [
    'more nodes than by default',
    pool(''),
    budgets('{nodes: 50%}'),
    ['warning protection-cut: lets more of its nodes be replaced at once: 50%, not 10%'],
  ],
  [
    'all nodes, but at some times',
    budgets('{nodes: "1"}'),
    budgets('{nodes: "0", schedule: "@daily", duration: 1h}'),
    ['warning protection-cut: lets more of its nodes be replaced at once: 100%, not 1'],
  ],
  ['no budget, as before', budgets(''), budgets('{nodes: "0", schedule: "@daily", duration: 1h}'), []],
  ['the default, written out', pool(''), budgets('{nodes: 10%}'), []],
  ['fewer nodes', budgets('{nodes: 20%}'), budgets('{nodes: 10%}'), []],
  ['what cannot be compared', budgets('{nodes: 20%}'), budgets('{nodes: "5"}'), []],
  ['a budget more', budgets('{nodes: 20%}'), budgets('{nodes: 20%}, {nodes: "50"}'), []],
])('%s', (_, before, after, expected) => {
  // Whatever changes a taint, the nodes are replaced: see node-drift.test.ts.
  const own = told(before, after).filter((text) => !text.startsWith('warning recreation'));
  expect(own).toEqual(expected);
});
