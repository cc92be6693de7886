import { cartApp } from '../support/repository.ts';

/** What a person can get wrong, as the files that then differ from the small repository. An absent file is `null`. */
export type Mistake = Readonly<Record<string, string | null>>;

const environment = (lines: string) => `hub: eu-central-1
account: "111122223333"
domain: shop.example
repository: https://github.com/example/shop
revision: main
registry: registry.example
${lines}`;
const release = `releases:\n  cart: sha256:${'1'.repeat(64)}\n`;
const withSettings = (settings: string) => ({
  'environments/test/environment.yaml': environment(`${release}apps:\n  cart:\n${settings}`),
});
const scaling = (lines: string) => withSettings(`    scaling:\n${lines.replace(/^/gm, '      ')}\n`);
const declares = (block: string) => ({
  'apps/shop/cart/app.ts': cartApp().replace('  tier: 1,\n', `  tier: 1,\n  ${block},\n`),
});
const lacks = (line: RegExp) => ({ 'apps/shop/cart/app.ts': cartApp().replace(line, '') });
const renders = (code: string) => ({ 'apps/shop/cart/app.ts': cartApp(code) });
const emits = (object: string) => renders(`new Manifest(chart, 'object', ${object});`);
const secondApp = (name: string, app: string) => ({ [`apps/shop/${name}/app.ts`]: app });

export const mistakes: Readonly<Record<string, Mistake>> = {
  // Environments.
  'unknown-key': { 'environments/test/environment.yaml': environment(`${release}relaeses: {}\n`) },
  'unknown-key-in-region': { 'environments/test/eu-central-1.yaml': 'loadSharePercent: 100\nloadShare: 3\n' },
  'missing-key': { 'environments/test/eu-central-1.yaml': 'releases: {}\n' },
  'wrong-type': { 'environments/test/eu-central-1.yaml': 'loadSharePercent: lots\n' },
  'out-of-range': { 'environments/test/eu-central-1.yaml': 'loadSharePercent: 101\n' },
  'unquoted-account': {
    'environments/test/environment.yaml': environment(release).replace('"111122223333"', '111122223333'),
  },
  'unknown-region': { 'environments/test/eu-centrl-1.yaml': 'loadSharePercent: 0\n' },
  'hub-elsewhere': {
    'environments/test/environment.yaml': environment(release).replace('hub: eu-central-1', 'hub: us-west-2'),
  },
  'missing-digest': { 'environments/test/environment.yaml': environment('') },
  'tag-for-digest': { 'environments/test/environment.yaml': environment('releases:\n  cart: v1.2.3\n') },
  'short-digest': { 'environments/test/environment.yaml': environment('releases:\n  cart: sha256:abc\n') },
  'release-of-no-app': {
    'environments/test/environment.yaml': environment(`${release}  crat: sha256:${'2'.repeat(64)}\n`),
  },
  'override-of-no-app': {
    'environments/test/environment.yaml': environment(`${release}apps:\n  card:\n    enabled: false\n`),
  },
  'unknown-setting': withSettings('    replica: 3\n'),
  'null-setting': withSettings('    replicas: null\n'),
  'secret-like-config': withSettings('    config:\n      greeting: hello\n'),
  'invalid-quantity': withSettings('    resources: { cpu: 1 core, memory: 1Gi }\n'),
  'cyclic-promotion': {
    'environments/test/environment.yaml': environment(`${release}promotesFrom: other\n`),
    'environments/other/environment.yaml': environment(`${release}promotesFrom: test\n`),
    'environments/other/eu-central-1.yaml': 'loadSharePercent: 100\n',
  },
  'unknown-promotion': {
    'environments/test/environment.yaml': environment(`${release}promotesFrom: tset\n`),
  },
  'environment-without-file': { 'environments/other/eu-central-1.yaml': 'loadSharePercent: 100\n' },
  'folder-for-app': { 'apps/shop/cart/app.ts': null, 'apps/shop/cart/app.ts/index.ts': cartApp() },
  'environment-without-region': {
    'environments/other/environment.yaml': environment(release),
  },
  'stray-file': { 'environments/test/notes.txt': 'remember the milk\n' },

  // Scaling.
  'minimum-above-maximum': scaling('minReplicas: 5\nmaxReplicas: 2\ncpuPercent: 60'),
  'zero-on-cpu': scaling('minReplicas: 0\nmaxReplicas: 2\ncpuPercent: 60'),
  'overlapping-schedules': scaling(`minReplicas: 1
maxReplicas: 9
schedules:
  morning: { timezone: Europe/Berlin, start: 0 6 * * *, end: 0 12 * * *, replicas: 3 }
  lunch: { timezone: Europe/Berlin, start: 0 11 * * *, end: 0 14 * * *, replicas: 4 }`),
  'invalid-cron': scaling(`minReplicas: 1
maxReplicas: 9
schedules:
  morning: { timezone: Europe/Berlin, start: 0 25 * * *, end: 0 12 * * *, replicas: 3 }`),
  'unknown-time-zone': scaling(`minReplicas: 1
maxReplicas: 9
schedules:
  morning: { timezone: Europe/Berln, start: 0 6 * * *, end: 0 12 * * *, replicas: 3 }`),
  'schedule-above-maximum': scaling(`minReplicas: 1
maxReplicas: 2
schedules:
  morning: { timezone: Europe/Berlin, start: 0 6 * * *, end: 0 12 * * *, replicas: 3 }`),
  'formula-without-target': scaling(
    'minReplicas: 1\nmaxReplicas: 2\nqueueLengthPerPod: 5\nformula: queue * 2',
  ),
  'fallback-above-maximum': scaling(
    'minReplicas: 1\nmaxReplicas: 2\nqueueLengthPerPod: 5\nfallbackReplicas: 7',
  ),

  // YAML itself.
  'broken-yaml': { 'environments/test/eu-central-1.yaml': 'loadSharePercent: [1\nreleases: {}\n' },
  'tab-indentation': { 'environments/test/environment.yaml': environment('releases:\n\tcart: x\n') },
  'duplicate-key': { 'environments/test/eu-central-1.yaml': 'loadSharePercent: 1\nloadSharePercent: 2\n' },
  'several-documents': { 'environments/test/eu-central-1.yaml': 'loadSharePercent: 1\n---\nreleases: {}\n' },
  'empty-file': { 'environments/test/eu-central-1.yaml': '# nothing yet\n' },
  'list-for-map': { 'environments/test/eu-central-1.yaml': '- loadSharePercent: 100\n' },
  'broken-catalogue': { 'environments/regions.yaml': 'regions: {}\n' },

  // Apps.
  'app-outside-jurisdiction': declares("jurisdictions: ['JP']"),
  'app-needs-feature': declares("features: ['quantum']"),
  'app-without-description': lacks(/ {2}description: .*\n/),
  'app-without-load': lacks(/ {2}load: .*\n/),
  'app-without-settings': lacks(/ {2}settings: .*\n/),
  'app-with-unknown-field': declares('teir: 2'),
  'app-with-wrong-tier': { 'apps/shop/cart/app.ts': cartApp().replace('tier: 1', 'tier: 7') },
  'app-with-a-bigint': {
    'apps/shop/cart/app.ts': cartApp().replace('settings: {', 'settings: { replicas: 3n,'),
  },
  'app-with-an-accessor-that-throws': declares('get namespace() { throw new RangeError("no more carts"); }'),
  'chart-value-with-no-number': declares(
    "charts: { redis: { repository: 'https://charts.example', version: '1.0.0', values: { replicas: Number('two') } } }",
  ),
  'app-without-default-export': { 'apps/shop/cart/app.ts': 'export const cart = 1;\n' },
  'app-without-render': { 'apps/shop/cart/app.ts': "export default { description: 'none' };\n" },
  'app-folder-without-file': { 'apps/shop/cart/app.ts': null, 'apps/shop/cart/README.md': 'soon\n' },
  'app-with-syntax-error': { 'apps/shop/cart/app.ts': cartApp().replace('scope:', 'scope') },
  'app-with-enum': { 'apps/shop/cart/app.ts': `${cartApp()}\nenum Size { Small }\n` },
  'app-with-missing-import': { 'apps/shop/cart/app.ts': `import './nowhere.ts';\n${cartApp()}` },
  'app-with-helper-that-throws': {
    'apps/shop/cart/app.ts': `import './helper.ts';\n${cartApp()}`,
    'apps/shop/cart/helper.ts': "const carts = 0;\nif (carts === 0) throw new RangeError('no more carts');\n",
  },
  'app-with-imports-in-a-circle': {
    'apps/shop/cart/app.ts': `import { limit } from './limits.ts';\n${cartApp('limit;')}`,
    'apps/shop/cart/limits.ts': "import { size } from './sizes.ts';\nexport const limit = size + 1;\n",
    'apps/shop/cart/sizes.ts': "import { limit } from './limits.ts';\nexport const size = limit - 1;\n",
  },
  'app-depends-on-nothing': declares("dependsOn: ['crt']"),
  'app-depends-in-a-circle': {
    ...declares("dependsOn: ['list']"),
    ...secondApp('list', cartApp().replace('  tier: 1,\n', "  tier: 1,\n  dependsOn: ['cart'],\n")),
    'environments/test/environment.yaml': environment(`${release}  list: sha256:${'2'.repeat(64)}\n`),
  },
  'app-with-bad-name': secondApp('Cart_2', cartApp()),
  'app-that-throws': renders("throw new RangeError('no more carts');"),
  'app-that-throws-no-error': renders("throw 'nothing';"),
  'app-that-is-asynchronous': { 'apps/shop/cart/app.ts': cartApp('').replace('render(', 'async render(') },
  'app-that-throws-what-cannot-be-shown': renders(
    "throw new Proxy(new Error('x'), { get: () => { throw new Error('y'); } });",
  ),
  'app-that-throws-later': renders("queueMicrotask(() => { throw new Error('late'); });"),
  'app-that-rejects-later': renders("Promise.reject(new Error('late'));"),
  'app-that-exits': renders('process.exit(0);'),
  'app-that-exits-when-imported': { 'apps/shop/cart/app.ts': `process.exit(0);\n${cartApp()}` },
  'app-that-never-loads': { 'apps/shop/cart/app.ts': `await new Promise(() => {});\n${cartApp()}` },
  'app-that-reads-the-clock': renders("new Manifest(chart, 'a', configMap('a', { NOW: `${Date.now()}` }));"),
  'app-that-reads-the-date': renders(
    "new Manifest(chart, 'a', configMap('a', { NOW: new Date().toISOString() }));",
  ),
  'app-that-reads-the-environment': renders(
    "new Manifest(chart, 'a', configMap('a', { USER: process.env['USER'] ?? 'nobody' }));",
  ),
  'app-that-lists-the-environment': {
    'apps/shop/cart/app.ts': `import { env } from 'node:process';\n${cartApp(
      "new Manifest(chart, 'a', configMap('a', { NAMES: Object.keys(env).join() }));",
    )}`,
  },
  'app-that-changes-the-environment': renders("process.env['CDK8S_DISABLE_SORT'] = 'true';"),
  'app-that-reads-the-working-directory': renders(
    "new Manifest(chart, 'a', configMap('a', { AT: process.cwd() }));",
  ),
  'app-that-throws-dice': renders("new Manifest(chart, 'a', configMap('a', { SIX: `${Math.random()}` }));"),
  'app-that-starts-a-timer': renders("setTimeout(() => { throw new Error('late'); }, 0);"),
  'app-that-starts-a-timer-when-imported': {
    'apps/shop/cart/app.ts': `import { setTimeout as pause } from 'node:timers/promises';\nawait pause(1);\n${cartApp()}`,
  },
  'app-that-runs-programs': {
    'apps/shop/cart/app.ts': `import { execFileSync } from 'node:child_process';\n${cartApp(
      "new Manifest(chart, 'a', configMap('a', { HOST: execFileSync('hostname', { encoding: 'utf8' }) }));",
    )}`,
  },
  'app-that-changes-its-context': renders("context.settings.config.GREETING = 'bye';"),
  'app-with-nested-chart': {
    'apps/shop/cart/app.ts': `import { ApiObject, Chart } from 'cdk8s';\n${cartApp(
      "new ApiObject(new Chart(chart, 'inner'), 'a', configMap('a', {}));",
    )}`,
  },
  'app-with-dependency': renders(
    "new Manifest(chart, 'a', configMap('a', {})).addDependency(new Manifest(chart, 'b', configMap('b', {})));",
  ),
  'app-without-objects': renders(''),
  'product-without-file': secondApp('x', cartApp()) && {
    'apps/other/thing/app.ts': cartApp(),
    'environments/test/environment.yaml': environment(`${release}  thing: sha256:${'2'.repeat(64)}\n`),
  },

  // Objects.
  'duplicate-object': renders(
    "new Manifest(chart, 'one', configMap('same', {})); new Manifest(chart, 'two', configMap('same', {}));",
  ),
  'duplicate-construct': renders(
    "new Manifest(chart, 'one', configMap('a', {})); new Manifest(chart, 'one', configMap('b', {}));",
  ),
  'unknown-field': emits("{ ...configMap('settings', {}), dta: {} }"),
  'wrong-field-type': emits("{ ...configMap('settings', {}), data: { A: 1 } }"),
  'invalid-object-name': emits("configMap('Not_Allowed', {})"),
  'object-refused-by-hand': emits("configMap('settings', { 'two words': 'x' })"),
  'policy-that-does-not-compile': {
    'policies/cap-scalers/policy.yaml': `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: cap-scalers }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [keda.sh], apiVersions: ['*'], operations: [CREATE], resources: [scaledobjects] }]
  validations:
    - expression: object.spec.((
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: cap-scalers }
spec: { policyName: cap-scalers, validationActions: [Deny] }
`,
  },
  'policy-without-text': { 'policies/cap-scalers/policy.yaml': '# to be written\n' },
  'unknown-kind': emits("{ apiVersion: 'v1', kind: 'ConfigMapp', metadata: { name: 'x' } }"),
  'kind-not-permitted': emits("{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }"),
  'object-with-a-date': emits("{ ...configMap('settings', {}), data: { at: new Date(0) } }"),
  'object-with-a-function': emits("{ ...configMap('settings', {}), data: { at: () => 1 } }"),
  'object-with-a-bigint': emits("{ ...configMap('settings', {}), data: { at: 1n } }"),
  'object-with-no-number': emits("{ ...configMap('settings', {}), data: { at: Number.NaN } }"),
  'object-in-a-circle': renders(
    "const data = {}; data.self = data; new Manifest(chart, 'a', configMap('a', data));",
  ),
  'object-without-name': emits("{ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }"),
  'object-with-long-name': emits("configMap('a'.repeat(250), {})"),
  'object-without-kind': emits("{ apiVersion: 'v1', metadata: { name: 'x' } }"),
  'object-in-a-foreign-namespace': emits(
    "{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'kube-system' } }",
  ),
  'backup-not-permitted': emits(
    "{ apiVersion: 'velero.io/v1', kind: 'Schedule', metadata: { name: 'x', namespace: 'velero' }, spec: { schedule: '0 3 * * *', template: {} } }",
  ),
  'path-collision': {
    ...renders(`new Manifest(chart, 'a', { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'edge' }, spec: {} });
    new Manifest(chart, 'b', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'edge' }, spec: { gatewayClassName: 'x', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] } });`),
    'apps/shop/product.yaml': `description: A shop
owner: team-shop
costCenter: shop
kinds: [Gateway.networking.istio.io, Gateway.gateway.networking.k8s.io]
clusterKinds: []
`,
  },
};
