import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveIdleProxies } from '../../src/rehearse/proxies.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { seen, thing } from './story.ts';

const file = 'idle-proxies.json';

/** What a Prometheus that reads this folder is told. */
async function scrape(folder: string): Promise<string> {
  const [group] = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    targets: string[];
    labels: object;
  }[];
  expect(group?.labels).toEqual({ job: 'monitoring/istio-proxies' });
  const response = await fetch(`http://${group?.targets[0]}/metrics`);
  return response.text();
}

test('the sidecar of a pod is up from the moment in which it has a node', async () => {
  const folder = temporaryFolder();
  const placed = thing('v1', 'Pod', 'placed', { spec: { nodeName: 'node-1' } });
  const waiting = thing('v1', 'Pod', 'waiting', { spec: {} });
  const world = [seen(placed), seen(waiting)];
  const proxies = await serveIdleProxies(folder, () => world);
  try {
    expect(await scrape(folder)).toBe('up{namespace="api",pod="placed"} 1\n');
    world[1] = seen(thing('v1', 'Pod', 'waiting', { spec: { nodeName: 'node-2' } }));
    expect(await scrape(folder)).toContain('up{namespace="api",pod="waiting"} 1\n');
  } finally {
    await proxies.close();
  }
  expect(existsSync(join(folder, file))).toBe(false);
});
