import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { LabSession } from '../session.ts';
import { writeWhole } from '../state.ts';

interface Stage {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Annotation of a pod: how long after it is scheduled it becomes Ready, e.g. `45s`. Default: at once. */
export const readyDelayAnnotation = 'pod-ready.stage.kwok.x-k8s.io/delay';

/** Starts what plays the part of all nodes' kubelets: it reports nodes and pods as ready, and runs nothing. */
export async function ensureKwok(
  session: LabSession,
  cluster: string,
  kubeconfigFile: string,
): Promise<void> {
  const [program, stages] = await Promise.all([
    session.programs.program('kwok'),
    session.programs.files('kwok', 'stages'),
  ]);
  const config = join(session.clusterFolder(cluster), 'kwok.yaml');
  writeWhole(config, stageConfiguration(stages));
  await session.ensure(cluster, 'kwok', async (port) => {
    const address = `127.0.0.1:${await port('http')}`;
    return {
      program,
      args: [
        `--kubeconfig=${kubeconfigFile}`,
        `--config=${config}`,
        '--manage-all-nodes=true',
        '--cidr=10.0.0.0/16',
        '--node-ip=10.0.0.1',
        '--node-lease-duration-seconds=40',
        `--server-address=${address}`,
      ],
      env: {},
      stop: 'core',
      ready: { url: `http://${address}/readyz` },
    };
  });
}

/** Kwok's own stages; those of a pod's start can be delayed by an annotation. */
function stageConfiguration(folder: string): string {
  const stages = readdirSync(folder)
    .sort()
    .map((file) => load(readFileSync(join(folder, file), 'utf8')) as Stage)
    .map((stage) => (stage.metadata.name === 'pod-ready' ? delayable(stage) : stage));
  return stages.map((stage) => JSON.stringify(stage)).join('\n---\n');
}

function delayable(stage: Stage): Stage {
  const durationFrom = { expressionFrom: `.metadata.annotations["${readyDelayAnnotation}"]` };
  return { ...stage, spec: { ...stage.spec, delay: { durationMilliseconds: 0, durationFrom } } };
}
