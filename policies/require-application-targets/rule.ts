import { defineRule, type FleetEnvironment, type FleetObject, facts } from '#plumb';

/**
 * What ApplicationSets and Applications name must be rendered, and what is rendered must be named by one of them: else
 * it is synced nowhere, and nobody hears of it. Judged only where it is known what is rendered.
 */
export default defineRule({
  controls: ['delivery/coverage'],

  *perEnvironment(environment) {
    const all = (type: string) => environment.clusters.flatMap((cluster) => cluster.ofType(type));
    const rendered = all('plumbline.dev/RenderedApp');
    if (rendered.length === 0) return;
    const reached = new Set<FleetObject>();
    for (const set of all('argoproj.io/ApplicationSet')) {
      const { apps, empty } = facts.generatedBy(set, environment);
      for (const app of apps) reached.add(app);
      for (const { path, value } of empty)
        yield set.violation(
          path,
          `nothing is rendered at ${value}: correct the path, or remove it from ${set.title}`,
        );
    }
    for (const application of all('argoproj.io/Application')) {
      const path = application.text('spec.source.path');
      const named = rendered.filter((app) => app.text('spec.path') === path);
      for (const app of named) reached.add(app);
      if (path === undefined || named.length > 0) continue;
      yield application.violation(
        ['spec', 'source', 'path'],
        `nothing is rendered at ${path}: correct the path of ${application.title}`,
      );
    }
    for (const app of rendered) {
      if (reached.has(app)) yield* missingParts(environment, app);
      else {
        yield app.violation(
          ['spec', 'wave'],
          `no ApplicationSet takes wave ${app.text('spec.wave') ?? ''} at ${app.text('spec.path') ?? ''}, so it is synced nowhere: add one, or correct the paths of those there are`,
        );
      }
    }
  },
});

/** What the generated Application refers to: it makes neither its project nor its namespace. */
function* missingParts({ clusters }: FleetEnvironment, app: FleetObject) {
  const project = app.text('spec.product') ?? '';
  const namespace = app.text('spec.namespace') ?? '';
  const projects = clusters.flatMap((cluster) => cluster.ofType('argoproj.io/AppProject'));
  if (!projects.some(({ name }) => name === project)) {
    yield app.violation(
      ['spec', 'product'],
      `Argo CD would refuse ${app.name}, as there is no AppProject ${project}: add it`,
    );
  }
  const own = clusters.find((cluster) => cluster.objects.includes(app));
  if (own?.find('Namespace', '', namespace) === undefined) {
    yield app.violation(
      ['spec', 'namespace'],
      `${app.name} has nowhere to go, as there is no Namespace ${namespace} in ${own?.target ?? ''}: render it`,
    );
  }
}
