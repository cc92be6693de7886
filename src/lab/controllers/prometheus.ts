import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlPlane } from '../cluster/control-plane.ts';
import type { LabSession } from '../session.ts';
import { writeWhole } from '../state.ts';

/**
 * What Prometheus looks at when nobody has changed its configuration: nothing. Proofs write targets of their own into
 * the folder `targets` beside it, as files of file-based service discovery, which Prometheus picks up by itself.
 */
const configuration = {
  global: { scrape_interval: '1s', evaluation_interval: '1s' },
  scrape_configs: [
    { job_name: 'lab', file_sd_configs: [{ files: ['targets/*.json'], refresh_interval: '1s' }] },
  ],
};

export async function ensurePrometheus(session: LabSession, { cluster }: ControlPlane): Promise<void> {
  const folder = join(session.clusterFolder(cluster.id), 'prometheus');
  const program = await session.programs.program('prometheus');
  mkdirSync(join(folder, 'targets'), { recursive: true });
  writeWhole(join(folder, 'prometheus.yml'), `${JSON.stringify(configuration)}\n`);
  await session.ensure(cluster.id, 'prometheus', async (port) => {
    const address = `127.0.0.1:${await port('http')}`;
    return {
      program,
      args: [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      env: {},
      stop: 'controller',
      ready: { url: `http://${address}/-/ready` },
    };
  });
}

/** Where a cluster's Prometheus answers. */
export async function prometheusUrl(session: LabSession, clusterId: string): Promise<string> {
  return `http://127.0.0.1:${await session.port(clusterId, 'prometheus', 'http')}`;
}
