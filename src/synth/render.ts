import { ApiObject, App, Chart } from 'cdk8s';
import { AppChart, type AppContext, type AppDefinition } from '../constructs/app.ts';
import { collectIgnoreDifferences, type IgnoreDifference } from '../constructs/ignore-difference.ts';
import { validateTree } from '../constructs/validation.ts';
import { manifestFileName } from '../manifest/filename.ts';
import { identityOf, type KubernetesObject } from '../manifest/object.ts';
import type { Finding } from '../report/finding.ts';
import { jsonFindings } from './json.ts';
import { nowRuns } from './overdue.ts';
import { thrownFindings } from './thrown.ts';

/** One app in one target. */
export interface RenderJob {
  readonly render: AppDefinition['render'];
  readonly context: AppContext;
  /** Folder below the output folder, `<environment>/<target>/<app>`. */
  readonly folder: string;
  /** The app's source, relative to the repository. */
  readonly source: string;
}

export interface RenderedObject {
  readonly object: KubernetesObject;
  /** The app's source, relative to the repository. */
  readonly source: string;
  /** `<folder>/<construct ids>`: names the construct in messages. */
  readonly constructPath: string;
  /** File below the output folder. */
  readonly path: string;
}

export interface RenderedApp {
  readonly job: RenderJob;
  readonly objects: readonly RenderedObject[];
  readonly ignoreDifferences: readonly IgnoreDifference[];
  readonly findings: readonly Finding[];
}

/**
 * Renders one app with a cdk8s App of its own. One App for everything would be quadratic: cdk8s orders all charts of
 * an App by their dependencies, and each dependency is expanded to every construct below it (cdk8s `App.synth`).
 * Order between apps is a matter of sync waves here, so no App needs more than one chart.
 *
 * Never throws for a fault of the app: whatever it throws becomes a finding.
 */
export function renderApp(job: RenderJob): RenderedApp {
  let chart: AppChart;
  nowRuns(`${job.source} (${job.folder})`);
  try {
    chart = new AppChart(new App(), job.context.app, job.context);
    const returned: unknown = job.render(chart, job.context);
    if (returned instanceof Promise) {
      // The promise may reject later; that must not end the process before the finding is told.
      returned.catch(() => undefined);
      return failed(job, [asynchronousFinding(job)]);
    }
    const findings = [...validateTree(chart).map((finding) => placed(job, finding)), ...misuses(job, chart)];
    if (findings.length > 0) return failed(job, findings);
    const objects = objectsOf(job, chart);
    const unfit = objects.flatMap(jsonFindings);
    if (unfit.length > 0) return failed(job, unfit);
    return { job, objects, ignoreDifferences: collectIgnoreDifferences(chart), findings: [] };
  } catch (error) {
    return failed(job, thrownFindings(job, error));
  } finally {
    nowRuns();
  }
}

function failed(job: RenderJob, findings: readonly Finding[]): RenderedApp {
  return { job, objects: [], ignoreDifferences: [], findings };
}

function objectsOf(job: RenderJob, chart: AppChart): RenderedObject[] {
  const objects: RenderedObject[] = [];
  for (const node of chart.node.findAll()) {
    if (!ApiObject.isApiObject(node)) continue;
    const object = node.toJson() as KubernetesObject;
    objects.push({
      object,
      source: job.source,
      constructPath: constructPath(job, node.node.path),
      path: `${job.folder}/${manifestFileName(identityOf(object))}`,
    });
  }
  return objects;
}

/** cdk8s starts a path with the chart's id, which is the app's name, as does the end of the folder. */
function constructPath(job: RenderJob, path: string): string {
  const below = path.indexOf('/');
  return below === -1 ? job.folder : `${job.folder}${path.slice(below)}`;
}

/** Parts of cdk8s that would have no effect here, or another one than elsewhere. */
function misuses(job: RenderJob, chart: AppChart): Finding[] {
  return chart.node.findAll().flatMap((node): Finding[] => {
    const place = { location: { file: job.source }, subject: constructPath(job, node.node.path) };
    if (node !== chart && Chart.isChart(node)) {
      return [
        {
          ...place,
          severity: 'unjudged',
          rule: 'nested-chart',
          message:
            'a chart stands below the app, which is a chart itself: its objects would lack namespace and labels',
          allowed: 'constructs',
          next: 'extend Construct instead of Chart',
        },
      ];
    }
    const [dependency] = node.node.dependencies;
    if (dependency === undefined) return [];
    return [
      {
        ...place,
        severity: 'unjudged',
        rule: 'dependency-without-effect',
        message: `a dependency on ${dependency.node.path} orders nothing: each object is a file of its own`,
        next: 'order objects by sync waves (annotation argocd.argoproj.io/sync-wave), and apps by dependsOn',
      },
    ];
  });
}

/** What constructs say, with the app's source and the path from the environment down. */
function placed(job: RenderJob, finding: Finding): Finding {
  const subject = finding.subject === undefined ? job.folder : constructPath(job, finding.subject);
  return { location: { file: job.source }, ...finding, subject };
}

function asynchronousFinding(job: RenderJob): Finding {
  return {
    severity: 'unjudged',
    rule: 'asynchronous-render',
    message: 'render returned a promise',
    location: { file: job.source },
    subject: job.folder,
    allowed: 'a function that has added every object when it returns',
    next: 'remove async: what an app renders must depend on nothing but its arguments',
  };
}
