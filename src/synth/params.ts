import { formatYaml } from '../manifest/write.ts';
import type { PlacedApp } from './contexts.ts';
import type { RenderedApp } from './render.ts';

/** The file in each app's folder that ApplicationSets read; its ending keeps Argo CD's directory source away. */
export const paramsFileName = 'argocd.params';

/**
 * What the ApplicationSets need to know of an app to make its Application, as YAML. Everything is text or a list, as
 * their templates and selectors compare text.
 */
export function formatParams({ app, charts, context }: PlacedApp, rendered: RenderedApp): string {
  const self = context.fleet.apps.find((each) => each.app === app.name);
  return formatYaml({
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
  });
}
