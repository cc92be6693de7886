import { expect, test } from 'vitest';
import { runPlumb } from '../support/plumb.ts';
import { cartApp, smallRepository } from '../support/repository.ts';

test('what apps print goes to standard error: standard output is for the result', async () => {
  const app = `console.log('imported');\n${cartApp()}`.replace(
    'new Manifest',
    "console.log('rendered'); new Manifest",
  );
  const repository = smallRepository({ 'apps/shop/cart/app.ts': app });
  const { code, stdout, stderr } = await runPlumb(['synth', '-o', 'json'], { cwd: repository });
  expect(JSON.parse(stdout)).toMatchObject({ result: { objects: 1 } });
  expect(stderr).toBe('imported\nrendered\n');
  expect(code).toBe(0);
});

test('a timer that a library of an app leaves running does not keep synth from ending', async () => {
  const repository = smallRepository({
    'library.ts': 'setInterval(() => {}, 1000);\n',
    'apps/shop/cart/app.ts': `import '../../../library.ts';\n${cartApp()}`,
  });
  const { code } = await runPlumb(['synth'], { cwd: repository });
  expect(code).toBe(0);
});

test('an app that does not return is named meanwhile, and changes nothing else', async () => {
  const wait = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 11_500);';
  const [imported, rendered] = await Promise.all(
    [`${wait}\n${cartApp()}`, cartApp().replace('new Manifest', `${wait} new Manifest`)].map((app) =>
      runPlumb(['synth'], { cwd: smallRepository({ 'apps/shop/cart/app.ts': app }) }),
    ),
  );
  const told = { code: 0, stdout: expect.stringMatching(/^plumb synth: 1 object for 1 target .*\n$/) };
  expect(imported).toEqual({ ...told, stderr: 'apps/shop/cart/app.ts: has not returned for 10 s\n' });
  expect(rendered).toEqual({
    ...told,
    stderr: 'apps/shop/cart/app.ts (test/eu-central-1/cart): has not returned for 10 s\n',
  });
});

test('dates that are given are no reading of the clock', async () => {
  const render = "new Manifest(chart, 'a', configMap('a', { AT: new Date(0).toISOString() }));";
  const { code } = await runPlumb(['synth'], {
    cwd: smallRepository({ 'apps/shop/cart/app.ts': cartApp(render) }),
  });
  expect(code).toBe(0);
});
