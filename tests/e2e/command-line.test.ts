import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import description from '../../package.json' with { type: 'json' };
import { helpPages } from '../docs/shown-commands.ts';
import { checkout } from '../support/checkout.ts';
import { runPlumb } from '../support/plumb.ts';
import { smallRepository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const plumb = join(import.meta.dirname, '../../plumb');

describe('the command line', () => {
  test('without arguments shows the help; --version shows the version', async () => {
    expect(await runPlumb([])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: plumb /) });
    expect(await runPlumb(['--version'])).toMatchObject({ code: 0, stdout: `${description.version}\n` });
  });

  test('help tells one default of each option, in words', async () => {
    const verbs = ['drift', 'rehearse'].map(async (verb) => runPlumb([verb, '--help']));
    const groups = (await Promise.all(verbs)).map(({ stdout }) => stdout);
    const texts = [...(await helpPages()).map(({ text }) => text), ...groups];
    const oneLine = texts.map((text) => text.replaceAll(/\s+/g, ' ')).join('\n');
    const odd = /\(default: [^)]*\) \(default: [^)]*\)|\(default: (\[.*?\]|false)\)/g;
    expect(oneLine.match(odd) ?? []).toEqual([]);
  });

  test.each(['nope --help', 'policy nope --help', 'lab nope -h', 'help nope', 'help policy nope'])(
    'plumb %s: there is no such verb, whatever is asked of it',
    async (line) => {
      const { code, stdout, stderr } = await runPlumb(line.split(' '));
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: '',
        stderr: "error: unknown command 'nope'\n",
      });
    },
  );

  test('help is given of a verb below another one, too', async () => {
    const { code, stdout } = await runPlumb(['help', 'policy', 'check']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Usage: plumb policy check /),
    });
  });

  test('what a verb takes may stand where one below it might', async () => {
    const revisions = ['rehearse', 'no-such-revision', 'HEAD'];
    const { code, stdout } = await runPlumb([...revisions, '--env', 'dev', '--region', 'nowhere']);
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout: expect.stringContaining('the fleet has no cluster "dev/nowhere"'),
    });
  });

  test.each([
    [['validate', ''], "error: an argument is empty: ''; is a variable without a value?\n"],
    [
      ['synth', '--check', '--env', 'dev', '--env', 'production'],
      'error: --env takes one value, and is given more than once\n',
    ],
  ])('plumb %j does not judge less than is asked for', async (args, stderr) => {
    expect(await runPlumb(args)).toEqual({ code: 2, stdout: '', stderr });
  });

  test('a reader that has seen enough is no error', () => {
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['-c', `"${plumb}" --help | head -1; exit $PIPESTATUS`],
      {
        encoding: 'utf8',
      },
    );
    expect({ stdout, stderr, status }).toEqual({
      stdout: 'Usage: plumb [options] [command]\n',
      stderr: '',
      status: 0,
    });
  });

  test('whoever reads the progress may leave before the end', () => {
    const config = join(temporaryFolder({ config: '{"apiVersion":"v1","kind":"Config"}' }), 'config');
    const drift = `"${plumb}" drift --env dev --kubeconfig "${config}"`;
    const run = (script: string) => spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: checkout });
    const [whole, alone] = [run(drift), run(`${drift} 2> >(exec true)`)];
    expect(whole.stderr).toContain('the kubeconfig has no context');
    expect({ stdout: alone.stdout, status: alone.status }).toEqual({ stdout: whole.stdout, status: 2 });
  });

  test('a result that cannot be printed is an error, whatever the verdict', () => {
    const { stderr, status } = spawnSync('bash', ['-c', `"${plumb}" --help > /dev/full`], {
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^plumb: the result cannot be printed: ENOSPC/);
    expect(status).toBe(2);
  });

  test('a working directory that is gone is told in one line', () => {
    const gone = join(temporaryFolder(), 'gone');
    mkdirSync(gone);
    const script = `cd "${gone}" && rmdir "${gone}" && "${plumb}" synth 2>&1 | tail -1; exit $PIPESTATUS`;
    const { stdout, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    rmSync(gone, { recursive: true, force: true });
    expect(stdout).toBe('plumb: the working directory no longer exists; change to another one\n');
    expect(status).toBe(2);
  });

  test('a checkout without its packages says what is to be done', () => {
    const checkout = temporaryFolder();
    copyFileSync(plumb, join(checkout, 'plumb'));
    const { stderr, status } = spawnSync(join(checkout, 'plumb'), ['synth'], { encoding: 'utf8' });
    expect(stderr).toMatch(/^plumb: .*\/node_modules has no Node.js; next: run npm ci first, in \/.*\n$/);
    expect(status).toBe(2);
  });

  test('names that exist, but not together, select nothing', async () => {
    const { code, stdout } = await runPlumb(['synth', '--region', 'hub', '--app', 'cart'], {
      cwd: smallRepository(),
    });
    expect(stdout).toContain('unjudged[nothing-selected]: --region hub --app cart: no app is rendered there');
    expect(code).toBe(2);
  });
});

describe('completion', () => {
  const completed = async (...words: readonly string[]) => {
    const files = { 'policies/require-tls/policy.yaml': '', 'policies/require-probes/rule.ts': '' };
    const { stdout } = await runPlumb(['complete', '--', ...words], { cwd: smallRepository(files) });
    return stdout.split('\n').flatMap((line) => (/^[:\s]|^$/.test(line) ? [] : [line.split('\t')[0]]));
  };

  test('of environments, regions, apps and policies, from the folders of the repository', async () => {
    expect(await completed('synth', '--env', '')).toEqual(['test']);
    expect(await completed('synth', '--region', '')).toEqual(['global', 'hub', 'eu-central-1']);
    expect(await completed('synth', '--app', 'c')).toEqual(['cart']);
    expect(await completed('explain', '')).toEqual(['cart']);
    expect(await completed('policy', 'test', 'require-t')).toEqual(['require-tls']);
  });

  test('of verbs', async () => {
    expect(await completed('v')).toEqual(['validate']);
  });

  test('of paths, by the shell', async () => {
    const directive = async (...words: readonly string[]) =>
      (await runPlumb(['complete', '--', ...words])).stdout.trimEnd();
    // 0: the shell completes paths; 4: it does not.
    expect(await directive('validate', 'di')).toBe(':0');
    expect(await directive('synth', '--out', '')).toBe(':0');
    expect(await directive('drift', '--to', '')).toBe(':0');
    expect(await directive('promote', 'dev', 'nowhere')).toBe(':4');
    expect(await directive('deploy', '--timeout', '')).toBe(':4');
  });

  test('in bash, falling back on paths', () => {
    // What bash calls for `plumb validate pack<TAB>`; what it would do after that is all that is not there without a terminal.
    const script = `
      _get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cur="\${COMP_WORDS[COMP_CWORD]}"; }
      compopt() { echo "compopt $*"; }
      eval "$(./plumb completion bash)"
      complete -p plumb
      COMP_WORDS=(./plumb validate pack) COMP_CWORD=2; __plumb_complete
      COMP_WORDS=(./plumb synth --env de) COMP_CWORD=3; __plumb_complete; echo "\${COMPREPLY[@]}"`;
    const told = execFileSync('bash', ['-c', script.replaceAll('\\$', '$')], {
      cwd: checkout,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${checkout}:${process.env['PATH']}` },
    });
    expect(told).toBe('complete -o default -F __plumb_complete plumb\ncompopt +o default\ndev\n');
  });

  test('scripts for shells are what these shells can read', () => {
    const script = execFileSync(plumb, ['completion', 'bash'], { encoding: 'utf8' });
    expect(spawnSync('bash', ['-n'], { input: script }).status).toBe(0);
  });
});
