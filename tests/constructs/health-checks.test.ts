import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LuaFactory } from 'wasmoon';

/** Runs a health check as Argo CD does: the object is the global `obj`, the answer is what the script returns. */
async function health(check: string, obj: unknown): Promise<{ status: string; message: string }> {
  const engine = await new LuaFactory().createEngine({ enableProxy: false });
  try {
    engine.global.set('obj', obj);
    const source = new URL(`../../src/constructs/gitops/health/${check}.lua`, import.meta.url);
    return await engine.doString(readFileSync(source, 'utf8'));
  } finally {
    engine.global.close();
  }
}

const upToDate = { type: 'ResourcesUpToDate', status: 'True', message: 'generated' };
const application = (name: string, healthStatus: string, status: string) => ({
  name,
  status,
  health: { status: healthStatus },
});

test.each([
  ['nothing reported yet', {}, 'Progressing'],
  ['conditions without the generated Applications', { conditions: [] }, 'Progressing'],
  ['no Application', { conditions: [upToDate] }, 'Progressing'],
  [
    'an error',
    { conditions: [{ type: 'ErrorOccurred', status: 'True', message: 'no such repository' }] },
    'Degraded',
  ],
  ['an Application that cannot be made', { conditions: [{ ...upToDate, status: 'False' }] }, 'Degraded'],
  ['all healthy', { conditions: [upToDate], resources: [application('a', 'Healthy', 'Synced')] }, 'Healthy'],
  [
    'one still starting',
    {
      conditions: [upToDate],
      resources: [application('a', 'Healthy', 'Synced'), application('b', 'Progressing', 'Synced')],
    },
    'Progressing',
  ],
  [
    'one in the middle of its first sync',
    { conditions: [upToDate], resources: [application('a', 'Healthy', 'OutOfSync')] },
    'Progressing',
  ],
  ['one never looked at', { conditions: [upToDate], resources: [{ name: 'a' }] }, 'Progressing'],
  [
    'one broken',
    {
      conditions: [upToDate],
      resources: [application('a', 'Progressing', 'Synced'), application('b', 'Degraded', 'Synced')],
    },
    'Degraded',
  ],
])('an ApplicationSet with %s is judged', async (_, status, expected) => {
  expect((await health('application-set', { status })).status).toBe(expected);
});

test('the message names the Applications that are waited for', async () => {
  const resources = [application('a', 'Missing', 'OutOfSync'), application('b', 'Progressing', 'Synced')];
  const { message } = await health('application-set', { status: { conditions: [upToDate], resources } });
  expect(message).toBe('Waiting for a, b');
});

test('an Application is as healthy as it says', async () => {
  expect((await health('application', {})).status).toBe('Progressing');
  const degraded = { status: { health: { status: 'Degraded', message: 'no pods' } } };
  expect(await health('application', degraded)).toEqual({ status: 'Degraded', message: 'no pods' });
});
