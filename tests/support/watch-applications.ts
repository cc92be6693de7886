import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ApplicationEvent } from './wave-observer.ts';

/**
 * Watches all Applications of a cluster by kubectl: whoever looks now and then misses what is there between two looks.
 *
 * @param note is told each change, in the API server's order
 * @returns what ends it; fails if the watch had ended before, as changes are missing then
 */
export function watchApplications(
  { kubectl, kubeconfig }: { readonly kubectl: string; readonly kubeconfig: string },
  note: (event: ApplicationEvent) => void,
): () => Promise<void> {
  const fields = ['metadata.name', 'metadata.labels.plumbline\\.dev/wave', 'status.sync.status'];
  const columns = [...fields, 'status.health.status'].map((field) => `{.object.${field}}`).join('|');
  const args = ['get', 'applications.argoproj.io', '--namespace', 'argocd', '--kubeconfig', kubeconfig];
  const output = ['--watch', '--output-watch-events', '--output', `jsonpath=${columns}{"\\n"}`];
  const watch = spawn(kubectl, [...args, ...output], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  watch.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  createInterface({ input: watch.stdout }).on('line', (line) => {
    const [name = '', wave = '', sync, health] = line.split('|');
    const maker = wave === '' ? 'root' : `wave-${wave}`;
    note({ name, maker, isSyncedAndHealthy: sync === 'Synced' && health === 'Healthy' });
  });
  return async () => {
    if (watch.exitCode !== null || said !== '')
      throw new Error(`the watch has ended with ${watch.exitCode}: ${said}`);
    watch.kill();
    await once(watch, 'close');
  };
}
