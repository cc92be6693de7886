import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import config, { rows } from '../../dependency-cruiser.config.ts';
import { writeFiles } from '../support/temporary.ts';

const repository = join(import.meta.dirname, '../..');
const cruiser = join(repository, 'node_modules/.bin/depcruise');
const configuration = join(repository, 'dependency-cruiser.config.ts');

interface CruiseResult {
  readonly summary: {
    readonly totalCruised: number;
    readonly totalDependenciesCruised: number;
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

function cruise(folder: string, ...paths: string[]): CruiseResult['summary'] {
  const args = ['--config', configuration, '--output-type', 'json', ...paths];
  const { stdout } = spawnSync(cruiser, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return (JSON.parse(stdout) as CruiseResult).summary;
}

const targets = Object.fromEntries(
  rows.flat().map((room) => [`src/${room}/target.ts`, 'export const target = 1;\n']),
);

/** Each file breaks one rule; it is named after what it does. */
const breaches: readonly {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly content: string;
}[] = [
  ...rows.flatMap((row, height) =>
    row.map((room) => {
      const beside = row.find((other) => other !== room);
      const other = beside ?? rows[height + 1]?.[0];
      const to = other === undefined ? 'src/plumb.ts' : `src/${other}/target.ts`;
      const from = `src/${room}/reaches-${beside === undefined ? 'up' : 'aside'}.ts`;
      return { rule: `layer-${room}`, from, to, content: `import '../../${to}';\n` };
    }),
  ),
  {
    rule: 'layer-manifest',
    from: 'src/manifest/takes-a-type.ts',
    to: 'src/synth/job.ts',
    content: "import type { Job } from '../synth/job.ts';\nexport type Name = Job['name'];\n",
  },
  {
    rule: 'room-without-a-row',
    from: 'src/attic/room.ts',
    to: 'src/model/target.ts',
    content: "import '../model/target.ts';\n",
  },
  {
    rule: 'engine-knows-no-fleet',
    from: 'src/fleet/knows-an-app.ts',
    to: 'apps/shop/web/app.ts',
    content: "import '../../apps/shop/web/app.ts';\n",
  },
  {
    rule: 'apps-import-plumb-only',
    from: 'apps/shop/web/reaches-in.ts',
    to: 'src/constructs/target.ts',
    content: "import '../../../src/constructs/target.ts';\n",
  },
  {
    rule: 'apps-import-plumb-only',
    from: 'policies/fit-quotas/reaches-in.ts',
    to: 'src/constructs/target.ts',
    content: "import '../../src/constructs/target.ts';\n",
  },
  {
    rule: 'apps-import-plumb-only',
    from: 'apps/shop/web/runs-programs.ts',
    to: 'child_process',
    content: "import 'node:child_process';\n",
  },
  {
    rule: 'apps-import-plumb-only',
    from: 'apps/shop/web/reads-files.ts',
    to: 'fs',
    content: "import 'node:fs';\n",
  },
  {
    rule: 'one-door-to-clusters',
    from: 'src/synth/calls-a-cluster.ts',
    to: 'node_modules/@kubernetes/client-node/index.js',
    content: "import '@kubernetes/client-node';\n",
  },
  {
    rule: 'schemas-are-not-loaded-at-run-time',
    from: 'src/fleet/loads-a-schema.ts',
    to: 'src/model/region.ts',
    content: "import { regionSchema } from '../model/region.ts';\nexport const schema = regionSchema;\n",
  },
  {
    rule: 'no-cycles',
    from: 'src/report/egg.ts',
    to: 'src/report/hen.ts',
    content: "import { hen } from './hen.ts';\nexport const egg = (): unknown => hen;\n",
  },
  {
    rule: 'runtime-needs-runtime-dependencies',
    from: 'src/report/uses-a-tool.ts',
    to: 'node_modules/tool/index.js',
    content: "import 'tool';\n",
  },
  {
    rule: 'imports-resolve',
    from: 'src/report/imports-nothing.ts',
    to: './gone.ts',
    content: "import './gone.ts';\n",
  },
];

/** What the rules allow, so that a rule which flags everything fails too. */
const lawful = {
  // A circle is reported once, from where it was entered.
  'src/report/hen.ts': "import { egg } from './egg.ts';\nexport const hen = egg;\n",
  'src/plumb.ts': "export { target } from './constructs/target.ts';\n",
  'src/model/region.ts':
    "import { Type } from 'typebox';\nexport const regionSchema = Type;\nexport interface Region { readonly name: string }\n",
  'src/fleet/reads-a-type.ts':
    "import type { Region } from '../model/region.ts';\nexport type Name = Region['name'];\n",
  'src/synth/job.ts': 'export interface Job { readonly name: string }\n',
  'src/cluster/client.ts': "import '@kubernetes/client-node';\n",
  'apps/shop/web/app.ts':
    "import { target } from '#plumb';\nimport { shop } from '../shop.ts';\nexport default [target, shop];\n",
  'apps/shop/shop.ts': 'export const shop = 1;\n',
  'policies/fit-quotas/rule.ts': "import { target } from '#plumb';\nexport default target;\n",
  ...Object.fromEntries(
    rows.flatMap((row, height) =>
      row.map((room) => {
        const below = rows.slice(0, height).flat();
        return [
          `src/${room}/looks-down.ts`,
          below.map((other) => `import '../${other}/target.ts';\n`).join('') || 'export {};\n',
        ];
      }),
    ),
  ),
};

const packages = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: { '#plumb': './src/plumb.ts' },
    dependencies: { '@kubernetes/client-node': '1.0.0' },
    devDependencies: { typebox: '1.0.0', tool: '1.0.0' },
  }),
  ...Object.fromEntries(
    ['@kubernetes/client-node', 'typebox', 'tool'].flatMap((name) => [
      [
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' }),
      ],
      [`node_modules/${name}/index.js`, 'export const Type = 1;\n'],
    ]),
  ),
};

describe('this repository', () => {
  test('keeps every rule', () => {
    const summary = cruise(repository, 'src', 'apps', 'policies', 'tests', 'scripts');
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  test('is really parsed: modules, and imports between them, are found', () => {
    const sources = execFileSync('git', ['ls-files', 'src/*.ts'], { cwd: repository, encoding: 'utf8' });
    const handWritten = sources
      .trim()
      .split('\n')
      .filter((path) => !/^src\/kubernetes\/[^/]+\/types\//.test(path));
    const summary = cruise(repository, 'src');
    expect(summary.totalCruised).toBeGreaterThanOrEqual(handWritten.length);
    expect(summary.totalDependenciesCruised).toBeGreaterThan(handWritten.length);
  });

  test('has a row for every room, and no other', () => {
    const rooms = readdirSync(join(repository, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(rows.flat().toSorted()).toEqual(rooms.map(({ name }) => name).toSorted());
  });

  test('is told to have these rows', () => {
    const guide = readFileSync(join(repository, 'CONTRIBUTING.md'), 'utf8');
    const block = /```text\n([^]*?)```/.exec(guide)?.[1]?.trim().split('\n');
    expect(block).toEqual(rows.map((row) => row.join(' · ')).toReversed());
  });

  test('is told which folders src/ does not import', () => {
    const guide = readFileSync(join(repository, 'CONTRIBUTING.md'), 'utf8');
    const told = /`src\/` never imports ([^:]*):/.exec(guide)?.[1] ?? '';
    const rule = config.forbidden.find(({ name }) => name === 'engine-knows-no-fleet');
    const folders = [...told.matchAll(/`(\w+)\/`/g)].map(([, folder]) => folder);
    expect(`^(${folders.join('|')})/`).toBe(rule?.to.path);
  });
});

describe('a tree with one breach of each rule', () => {
  let found: string[];

  beforeAll(() => {
    const contents = Object.fromEntries(breaches.map(({ from, content }) => [from, content]));
    const folder = mkdtempSync(join(tmpdir(), 'plumb-layers-'));
    writeFiles(folder, { ...packages, ...targets, ...lawful, ...contents });
    found = cruise(folder, 'src', 'apps', 'policies').violations.map(
      ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
    );
    return () => rmSync(folder, { recursive: true });
  });

  test.each(breaches)('$rule flags $from', ({ rule, from, to }) => {
    expect(found.filter((line) => line.includes(`: ${from} → `))).toEqual([`${rule}: ${from} → ${to}`]);
  });

  test('what the rules allow is not flagged', () => {
    expect(found.toSorted()).toEqual(
      breaches.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`).toSorted(),
    );
  });

  test('no rule is left unbroken, and each says why it is there', () => {
    expect(new Set(breaches.map(({ rule }) => rule))).toEqual(
      new Set(config.forbidden.map(({ name }) => name)),
    );
    for (const { comment } of config.forbidden) expect(comment.length).toBeGreaterThan(50);
  });
});
