import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { driftMetrics } from '../../src/drift/metrics.ts';
import { formatMetrics } from '../../src/report/prometheus.ts';
import { deployment, field, forbiddenSecrets, missing, night, target } from './runs.ts';

const text = formatMetrics(
  driftMetrics([
    target(
      'production/us-west-2',
      1,
      [deployment('web', field('a'), field('b')), missing('x'), missing('y')],
      {
        coverage: { declared: 12, charts: 1, live: 13, unseenKinds: [] },
      },
    ),
    target('production/eu-central-1', 1, [], {
      state: 'unreachable',
      unjudged: [forbiddenSecrets],
    }),
  ]),
);

test('counts by environment, region, result and kind', () => {
  const west = 'environment="production",region="us-west-2"';
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      '# TYPE plumbline_drift_objects gauge',
      `plumbline_drift_cluster_state{${west},state="judged"} 1`,
      'plumbline_drift_cluster_state{environment="production",region="eu-central-1",state="unreachable"} 1',
      `plumbline_drift_objects{${west},result="missing"} 2`,
      `plumbline_drift_unclean_objects{${west},kind="ConfigMap",result="missing"} 2`,
      `plumbline_drift_unclean_objects{${west},kind="apps/Deployment",result="drifted"} 1`,
      `plumbline_drift_drifted_fields{${west},cause="person"} 2`,
      'plumbline_drift_unjudged_objects{environment="production",region="eu-central-1",reason="forbidden"} 3',
      `plumbline_drift_declared_objects{${west}} 12`,
      `plumbline_drift_last_run_timestamp_seconds{${west}} ${Date.parse(night(1)) / 1000}`,
      `plumbline_drift_run_duration_seconds{${west}} 60`,
    ]),
  );
});

test('tells which clusters nobody has reported', () => {
  const one = [target('a/b', 1)];
  expect(formatMetrics(driftMetrics(one, ['a/c']))).toContain(
    'plumbline_drift_unreported_clusters{environment="a",region="c"} 1\n',
  );
  expect(formatMetrics(driftMetrics(one))).not.toContain('unreported');
});

test('counts what was not judged however much it is', () => {
  const many = { ...forbiddenSecrets, objects: 5_000_000_000 };
  const counted = formatMetrics(driftMetrics([target('a/b', 1, [], { unjudged: [many, forbiddenSecrets] })]));
  expect(counted).toContain('unjudged_objects{environment="a",region="b",reason="forbidden"} 5000000003\n');
});

/** Reads what `formatMetrics` wrote, by the grammar of the format. */
function read(
  metrics: string,
): { readonly name: string; readonly labels: Record<string, string>; readonly value: number }[] {
  return metrics
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(
        ([, key = '', escaped = '']) => [
          key,
          escaped.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character)),
        ],
      );
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });
}

test('any label is read as it was', () => {
  const strings = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '{', '}', ',', '=', 'é') });
  fc.assert(
    fc.property(strings, fc.integer(), (label, value) => {
      const samples = [{ labels: { label }, value }];
      expect(read(formatMetrics([{ name: 'name', help: 'a\n"b"', samples }]))).toEqual([
        { name: 'name', labels: { label }, value },
      ]);
    }),
  );
});

test('promtool of the lab finds nothing wrong with it', ({ skip }) => {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'plumbline/controlplane');
  const [promtool = ''] = globSync('prometheus-*/promtool', { cwd: cache });
  skip(promtool === '', 'the lab has built no promtool: plumb lab build');
  const { status, stdout, stderr } = spawnSync(join(cache, promtool), ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});
