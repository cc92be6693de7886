import { describe, expect, test } from 'vitest';
import { runPlumb } from '../support/plumb.ts';
import { copyOfRepository, smallRepository } from '../support/repository.ts';
import { writeFiles } from '../support/temporary.ts';

const explain = (cwd: string, ...args: string[]) => runPlumb(['explain', ...args], { cwd });

describe('plumb explain', () => {
  test('every value with the file and line that it comes from, and what it replaces', async () => {
    const repository = smallRepository({
      'environments/test/eu-central-1.yaml':
        'loadSharePercent: 100\napps:\n  cart:\n    config:\n      GREETING: moin\n',
    });
    const { code, stdout } = await explain(repository, 'cart', '--env', 'test', '--region', 'eu-central-1');
    await expect(stdout).toMatchFileSnapshot('../golden/explain.txt');
    expect(code).toBe(0);
  });

  test('an app that is switched off says where', async () => {
    const repository = smallRepository({
      'environments/test/eu-central-1.yaml': 'loadSharePercent: 100\napps:\n  cart:\n    enabled: false\n',
    });
    const { stdout } = await explain(repository, 'cart', '--env', 'test', '--region', 'eu-central-1');
    expect(stdout).toContain(
      'cart does not run in test/eu-central-1: environments/test/eu-central-1.yaml:4:14 switches it off',
    );
  });

  test('apps that exist once per environment take no region', async () => {
    const repository = copyOfRepository();
    const { code, stdout } = await explain(repository, 'argocd', '--env', 'dev', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, result: { app: 'argocd', target: 'dev/hub' } });
    expect(code).toBe(0);
    const refused = await explain(repository, 'argocd', '--env', 'dev', '--region', 'ap-northeast-1');
    expect(refused.stdout).toContain(
      'argocd exists once per environment (scope hub)\n  next: leave --region out',
    );
    expect(refused.code).toBe(2);
  });

  test.each([
    [['crat', '--env', 'tset'], 'did you mean cart?'],
    [['cart', '--env', 'test'], 'cart runs in regions, so --region is needed\n  allowed: eu-central-1'],
    [['cart', '--env', 'test', '--region', 'mars'], '--region mars: there is no such region'],
  ])('plumb explain %j is refused', async (args, message) => {
    const { code, stdout } = await explain(smallRepository(), ...args);
    expect(stdout).toContain(message);
    expect(code).toBe(2);
  });

  test('broken sources are told, not explained', async () => {
    const repository = smallRepository();
    writeFiles(repository, { 'environments/test/eu-central-1.yaml': 'loadShare: 3\n' });
    const { code, stdout } = await explain(repository, 'cart', '--env', 'test', '--region', 'eu-central-1');
    expect(stdout).toContain('unknown key `loadShare`');
    expect(code).toBe(2);
  });
});
