/** Plain cdk8s, one App for each chart, and its YAML as text; nothing is ordered, checked or written. */
import { ApiObject, App, Chart } from 'cdk8s';
import { chartObjects, sharedDefinition } from '../workload.ts';
import { type Identity, runSide } from './side.ts';

function render(name: string, objects: ReturnType<typeof chartObjects>): readonly Identity[] {
  const app = new App();
  const chart = new Chart(app, name, { namespace: name });
  for (const object of objects) new ApiObject(chart, object.kind, { ...object });
  if (!app.synthYaml().includes('kind: ')) throw new Error('cdk8s rendered nothing');
  return chart.apiObjects.map((object): Identity => `${object.kind}/${object.name}`);
}

runSide((chartCount) => {
  const names = Array.from({ length: chartCount }, (_, index) => `chart-${index}`);
  return [
    ...render('shared', [sharedDefinition]),
    ...names.flatMap((name) => render(name, chartObjects(name))),
  ];
});
