import { paramsFileName } from '../../../fleet/params-file.ts';
import { type Labels, selects } from '../../../manifest/label-selector.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, type Selected, selectMaps } from '../../../manifest/select.ts';
import type { FleetEnvironment } from '../cluster.ts';
import type { FleetObject } from '../fleet-object.ts';

/** What an ApplicationSet makes Applications of. */
export interface Generated {
  /** Rendered apps that it finds. */
  readonly apps: readonly FleetObject[];
  /** Paths in git that nothing is rendered at, and where the ApplicationSet names them. */
  readonly empty: readonly Selected<string>[];
}

interface Files {
  readonly path: Path;
  readonly written: string;
  readonly isExcluded: boolean;
  readonly found: ReadonlySet<FleetObject>;
}

/**
 * What an ApplicationSet finds in a rendered environment with generators of the form that ours have: a matrix of
 * clusters, by label, and git files, by path, with a selector on what the files say (argo-cd, applicationset/generators:
 * matrix.go, cluster.go, git.go, and generator_spec_processor.go for the selector).
 */
export function generatedBy(set: FleetObject, environment: FleetEnvironment): Generated {
  const all = set.maps('spec.generators[]').map(({ value, path }) => fromMatrix(value, path, environment));
  return { apps: all.flatMap(({ apps }) => apps), empty: all.flatMap(({ empty }) => empty) };
}

function fromMatrix(generator: Fields, path: Path, environment: FleetEnvironment): Generated {
  const clusters = selectMaps(generator, 'matrix.generators[].clusters');
  const regions = environment.clusters
    .flatMap((cluster) => cluster.ofType('plumbline.dev/Region'))
    .filter((region) =>
      clusters.every(({ value }) => selects(fieldsOf(value, 'selector'), clusterLabels(region))),
    );
  const rendered = environment.clusters.flatMap((cluster) => cluster.ofType('plumbline.dev/RenderedApp'));
  const files = selectMaps(generator, 'matrix.generators[].git.files[]', path).map((file): Files => {
    const written = String(file.value['path']);
    const patterns = regions.map((region) => patternOf(written, clusterLabels(region)));
    const found = rendered.filter((app) => patterns.some((pattern) => pattern.test(fileOf(app))));
    const isExcluded = file.value['exclude'] === true;
    return { path: [...file.path, 'path'], written, isExcluded, found: new Set(found) };
  });
  const isFound = (app: FleetObject, excluded: boolean): boolean =>
    files.some(({ isExcluded, found }) => isExcluded === excluded && found.has(app));
  return {
    apps: rendered
      .filter((app) => isFound(app, false) && !isFound(app, true))
      .filter((app) => selects(fieldsOf(generator, 'selector'), app.fields('spec'))),
    empty: files
      .filter(({ found }) => found.size === 0)
      .map(({ path: place, written }) => ({ path: place, value: written })),
  };
}

/** As clusters are registered in Argo CD: the labels of src/constructs/gitops/clusters.ts. */
function clusterLabels(region: FleetObject): Labels {
  return {
    'plumbline.dev/environment': region.label('plumbline.dev/environment'),
    'plumbline.dev/region': region.name,
    ...(region.value('spec.isHub') === true && { 'plumbline.dev/hub': 'true' }),
  };
}

function fileOf(app: FleetObject): string {
  return `${app.text('spec.path') ?? ''}/${paramsFileName}`;
}

/** `*` stands for anything within one folder; labels of the cluster are filled in. */
function patternOf(path: string, labels: Labels): RegExp {
  const filled = path.replaceAll(/\{\{\s*index \.metadata\.labels "([^"]+)"\s*\}\}/g, (_, key: string) =>
    String(labels[key]),
  );
  const parts = filled.split('*').map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join('[^/]*')}$`);
}
