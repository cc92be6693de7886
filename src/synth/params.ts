import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { paramsFileName } from '../fleet/params-file.ts';
import { isRecord } from '../manifest/object.ts';
import { parseSource } from '../manifest/source.ts';
import { readText } from '../manifest/text.ts';
import { formatYaml } from '../manifest/write.ts';
import { InputError, unusable } from '../report/errors.ts';
import type { PlacedApp } from './contexts.ts';
import type { RenderedApp } from './render.ts';

/**
 * What the ApplicationSets need to know of an app to make its Application, as YAML. Everything is text or a list, as
 * their templates and selectors compare text.
 */
export function formatParams(
  { app, charts, context, folder, source }: PlacedApp,
  rendered: RenderedApp,
): string {
  const self = context.fleet.apps.find((each) => each.app === app.name);
  const params = {
    app: app.name,
    product: app.product,
    namespace: context.namespace,
    wave: String(self?.wave ?? 0),
    charts: charts.map(({ name, repository, version, values }) => ({
      name,
      repository,
      version,
      values: values ?? {},
    })),
    ignoreDifferences: rendered.ignoreDifferences.map(({ group, kind, name, jqPathExpressions }) => ({
      group,
      kind,
      name,
      jqPathExpressions,
    })),
  };
  return formatYaml(params, { location: { file: source }, subject: folder });
}

/** What of an app's params others need that read `dist/`. */
export interface AppParams {
  readonly app: string;
  /** Namespace of its Application's destination. */
  readonly namespace: string;
  readonly wave: number;
  /** Whether a part of it is an upstream Helm chart, which Argo CD renders. */
  readonly hasCharts: boolean;
}

/**
 * Reads the params of a rendered app.
 *
 * @param folder of the app
 * @returns `undefined` if it has none
 * @throws InputError if they cannot be read, or lack one of the fields
 */
export function readParams(folder: string): AppParams | undefined {
  const file = join(folder, paramsFileName);
  if (!existsSync(file)) return undefined;
  const { value, findings } = parseSource(readText(file, file), file);
  if (findings.length > 0) throw new InputError(findings);
  const { app, namespace, wave, charts } = isRecord(value) ? value : {};
  if (typeof app === 'string' && typeof namespace === 'string' && /^\d+$/.test(String(wave)))
    return { app, namespace, wave: Number(wave), hasCharts: Array.isArray(charts) && charts.length > 0 };
  throw unusable('not-rendered', `${file} lacks app, namespace or wave`, 'render it with plumb synth');
}
