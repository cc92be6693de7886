import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { newestMinor } from '../../kubernetes/load.ts';
import { loadSources } from '../../kubernetes/sources.ts';
import { type Environment, programCache } from '../home.ts';
import type { Progress } from '../progress.ts';
import { type BuildContext, buildTool } from './build.ts';
import { type Tool, toolNamed, toolOf } from './catalogue.ts';
import { fetchDefinitions } from './definitions.ts';
import { findGo, type Toolchain } from './toolchain.ts';

/** Finds the lab's programs, building those that are missing. */
export interface Programs {
  /** The path of a program, e.g. of `kube-apiserver`. */
  program(name: string): Promise<string>;
  /** The folder of files taken from a tool's module, e.g. the `crds` of `keda`. */
  files(tool: string, folder: string): Promise<string>;
  /** The folder of all modules' CustomResourceDefinitions, for `fetchedDefinitions`. */
  kinds(): Promise<string>;
}

export interface ProgramOptions {
  /** The folder that has a Go module for each tool: `tools/controlplane`. */
  readonly modules: string;
  readonly progress: Progress;
  readonly env?: Environment;
  /** Ends builds. */
  readonly signal?: AbortSignal;
}

/**
 * Programs come from the folder that `KUBEBUILDER_ASSETS` names, as far as it has them (the variable is that of
 * controller-runtime's envtest), else they are built. Go is needed only if something must be built.
 */
export function openPrograms({ modules, progress, env = process.env, signal }: ProgramOptions): Programs {
  let toolchain: Promise<Toolchain> | undefined;
  let kinds: Promise<string> | undefined;
  const builds = new Map<string, Promise<string>>();

  const inCache = { cache: programCache(env), progress, signal };
  const openToolchain = async (): Promise<Toolchain> => {
    toolchain ??= findGo(env, signal);
    return toolchain;
  };
  const openContext = async (): Promise<BuildContext> => ({
    ...inCache,
    modules,
    toolchain: await openToolchain(),
  });
  /** One build at a time: each uses all processors, and they share most of their dependencies. */
  let queue: Promise<unknown> = Promise.resolve();
  const build = (tool: Tool, programs: readonly string[]): Promise<string> => {
    const key = [tool.name, ...programs].join(' ');
    const started = builds.get(key) ?? enqueue(tool, programs);
    builds.set(key, started);
    return started;
  };
  const enqueue = async (tool: Tool, programs: readonly string[]): Promise<string> => {
    const context = await openContext();
    const turn = queue.then(async () => buildTool(tool, context, programs));
    queue = turn.catch(() => undefined);
    return turn;
  };

  return {
    async program(name) {
      return given(name, env) ?? join(await build(toolOf(name), [name]), name);
    },
    async files(tool, folder) {
      return join(await build(toolNamed(tool), []), folder);
    },
    async kinds() {
      kinds ??= fetchDefinitions(loadSources(newestMinor).custom, inCache, openToolchain);
      return kinds;
    },
  };
}

/** The path of a program that the user has given, if so. */
function given(name: string, env: Environment = process.env): string | undefined {
  const folder = env['KUBEBUILDER_ASSETS'] ?? '';
  if (folder === '') return undefined;
  const path = join(folder, name);
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}
