/**
 * Which part may import which, checked by `npm run layers`. Every rule says why it is there; tests/layers breaks each
 * of them once to show that it bites.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** The rooms of src/ from the bottom up. A room may import rooms of the rows below its own, and itself. */
export const rows: readonly (readonly string[])[] = [
  ['model', 'report'],
  ['manifest'],
  ['fleet', 'kubernetes'],
  ['cel'],
  ['schema'],
  ['constructs', 'policy', 'diff', 'cluster'],
  ['synth', 'check', 'plan', 'promote', 'drift', 'lab'],
  ['rehearse', 'deploy'],
  ['cli'],
];

/** Model files that hold schemas: they need typebox, which takes longer to load than most commands take to run. */
const schemaFiles = readdirSync('src/model')
  .filter((name) => / from 'typebox'/.test(readFileSync(`src/model/${name}`, 'utf8')))
  .map((name) => `^src/model/${name.replaceAll('.', '\\.')}$`);

const layerRules = rows.flatMap((row, height) =>
  row.map((room) => {
    const forbidden = rows
      .slice(height)
      .flat()
      .filter((other) => other !== room);
    const below = rows.slice(0, height).flat();
    return {
      name: `layer-${room}`,
      comment:
        `src/${room}/ may import ${below.length === 0 ? 'no other room' : below.join(', ')} and nothing beside or above: ` +
        'a part can then be understood, tested and changed with what lies below it alone. What it needs from its own row is handed to it.',
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: `^src/(${[...forbidden, 'plumb\\.ts'].join('|')})(/|$)` },
    };
  }),
);

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'room-without-a-row',
      comment:
        'A room that stands in no row of dependency-cruiser.config.ts has no rule to keep it in its place.',
      severity: 'error',
      from: { path: `^src/(?!(${rows.flat().join('|')})/)[^/]+/` },
      to: {},
    },
    {
      name: 'engine-knows-no-fleet',
      comment:
        'The engine is given paths and discovers what is there, so that it works on any fleet, and adding an app edits no list.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(apps|environments|policies|dist|tests|scripts)/' },
    },
    {
      name: 'apps-import-plumb-only',
      comment:
        'An app is written against one entry, #plumb and files of its own product, so that the engine can change behind it. It depends on nothing but its arguments, and files beside it are read by #plumb.',
      severity: 'error',
      from: { path: '^(apps|policies)/([^/]+)/' },
      to: { pathNot: ['^src/plumb\\.ts$', '^$1/$2/'] },
    },
    {
      name: 'one-door-to-clusters',
      comment: 'Only src/cluster/ talks to API servers: timeouts, identities and retries are decided once.',
      severity: 'error',
      from: { pathNot: '^src/cluster/' },
      to: { path: '(^|/)@kubernetes/client-node' },
    },
    {
      name: 'schemas-are-not-loaded-at-run-time',
      comment:
        'The model files that define schemas need typebox, which takes 230 ms to load. The runtime reads the generated schemas/ and takes only types from the model.',
      severity: 'error',
      from: { path: '^(src|apps|policies)/', pathNot: schemaFiles },
      to: { path: schemaFiles, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import each other in a circle can be understood only all at once.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'runtime-needs-runtime-dependencies',
      comment: 'What users run must work without the development tools.',
      severity: 'error',
      from: { path: '^(src|apps|policies)/', pathNot: schemaFiles },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'imports-resolve',
      comment: 'An import of something that is not there fails only when it is reached.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no API that dependency-cruiser could parse with; swc sees type-only imports too.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/kubernetes/[^/]+/(types|schemas)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
    },
  },
};
