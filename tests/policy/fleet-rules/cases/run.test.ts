import { expect, test } from 'vitest';
import { readFleetCases } from '../../../../src/policy/fleet-rules/cases/read.ts';
import { runFleetCases } from '../../../../src/policy/fleet-rules/cases/run.ts';
import { loadRules } from '../../../../src/policy/fleet-rules/load.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const rule = `
export default {
  controls: ['shop/order'],
  *perEnvironment({ name, clusters }) {
    for (const cluster of clusters)
      for (const till of cluster.ofType('Till')) {
        if (till.text('spec.fails') !== undefined) throw new Error('it is broken');
        if (till.number('spec.drawers') !== 1) yield till.violation(['spec', 'drawers'], 'one drawer in ' + name + '/' + cluster.target);
      }
  },
};
`;
const objects = `apiVersion: v1
kind: Till
metadata: { name: first }
spec: { drawers: 1 }
`;

async function run(cases: string) {
  const root = temporaryFolder({
    'policies/drawers/rule.ts': rule,
    'policies/drawers/cases.yaml': cases,
    'policies/objects.yaml': objects,
  });
  const [loaded] = (await loadRules(['policies'], root)).rules;
  if (loaded === undefined) throw new Error('the rule was not loaded');
  const { cases: read, findings } = readFleetCases(root, loaded);
  return { findings, different: runFleetCases(loaded, read) };
}

test('changes hold in one cluster or in all', async () => {
  const { findings, different } = await run(`objects: [Till/first, Till/first@osaka, Till/first@test/osaka]
cases:
  - name: as they are
  - name: one
    change: { Till/first@osaka: { spec.drawers: 2 } }
    denied: ['Till/first@osaka spec.drawers: one drawer in production/osaka']
  - name: all
    change: { Till/first: { spec.drawers: 2 } }
    denied:
      - 'Till/first spec.drawers: one drawer in production/ap-northeast-1'
      - 'Till/first@osaka spec.drawers: one drawer in production/osaka'
      - 'Till/first@test/osaka spec.drawers: one drawer in test/osaka'
  - name: others
    without: [Till/first@osaka, Till/first@test/osaka]
    with: [Till/first@nagoya]
    change: { Till/first@nagoya: { spec.drawers: null } }
    denied: ['Till/first@nagoya spec.drawers: one drawer in production/nagoya']
`);
  expect(findings).toEqual([]);
  expect(different).toEqual([]);
});

test('every difference is told at the name of its case', async () => {
  const { different } = await run(`objects: [Till/first]
cases:
  - name: wrongly denied
    change: { Till/first: { spec.drawers: 2 } }
  - name: wrongly allowed
    denied: ['Till/first spec.drawers: never']
  - name: failing
    change: { Till/first: { spec.fails: 'yes' } }
`);
  expect(different.map(({ severity, message, location }) => [severity, location?.line, message])).toEqual([
    [
      'error',
      3,
      '"wrongly denied" is denied with: Till/first spec.drawers: one drawer in production/ap-northeast-1',
    ],
    ['error', 5, '"wrongly allowed" is not denied with: Till/first spec.drawers: never'],
    [
      'unjudged',
      7,
      '"failing" cannot be judged: the rule threw Error: it is broken in policies/drawers/rule.ts:7:58',
    ],
  ]);
});

test('cases that name nothing cannot be used', async () => {
  const { findings } = await run(`objects: [Till/first, Till/first@osaka]
cases:
  - name: an object that does not exist
    with: [Till/second]
  - name: none of the usual ones
    without: [Till/first@nagoya]
  - name: a change of something else
    change: { Till/first@nagoya: { spec.drawers: 2 } }
  - name: a path that leads nowhere
    change: { Till/first: { spec.locked: null } }
`);
  expect(findings.map(({ rule: id, message, location }) => [id, location?.line, message])).toEqual([
    ['unknown-object', 3, 'there is no object Till/second'],
    ['unknown-object', 6, 'there is no object Till/first@nagoya'],
    ['unknown-object', 8, 'there is no object Till/first@nagoya'],
    ['dead-path', 10, 'there is no `spec.locked`'],
  ]);
});

test('a file of another form, or none', async () => {
  expect((await run('cases: []\n')).findings.length).toBeGreaterThan(0);
  const root = temporaryFolder({ 'policies/drawers/rule.ts': rule });
  const [loaded] = (await loadRules(['policies'], root)).rules;
  if (loaded === undefined) throw new Error('the rule was not loaded');
  expect(readFleetCases(root, loaded).findings).toMatchObject([
    { rule: 'missing-file', location: { file: 'policies/drawers/cases.yaml' } },
  ]);
});
