/** Plain cdk8s, all charts in one App, each depending on the shared one; it writes a file for each chart. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { chartObjects, sharedDefinition } from '../workload.ts';
import { type Identity, runSide } from './side.ts';

const outdir = mkdtempSync(join(tmpdir(), 'plumb-bench-'));

runSide((chartCount) => {
  const app = new App({ outdir });
  const shared = new Chart(app, 'shared');
  new ApiObject(shared, 'definition', { ...sharedDefinition });
  for (let index = 0; index < chartCount; index += 1) {
    const name = `chart-${index}`;
    const chart = new Chart(app, name, { namespace: name });
    for (const object of chartObjects(name)) new ApiObject(chart, object.kind, { ...object });
    chart.addDependency(shared);
  }
  app.synth();
  return app.charts.flatMap((chart) => chart.apiObjects.map(({ kind, name }): Identity => `${kind}/${name}`));
});

const files = readdirSync(outdir);
if (
  files.length === 0 ||
  !files.every((file) => readFileSync(join(outdir, file), 'utf8').includes('kind: '))
) {
  throw new Error('cdk8s wrote nothing');
}
rmSync(outdir, { recursive: true });
