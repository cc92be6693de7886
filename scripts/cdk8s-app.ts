/**
 * The whole fleet as one cdk8s App, for cdk8s's own command (see cdk8s.yaml): every app in every target is a chart,
 * named after its folder in dist/. Slower than `plumb synth`, and unchecked; it shows that the constructs are plain
 * cdk8s, and that the objects do not depend on the App or on construct ids.
 */
import { join } from 'node:path';
import { App } from 'cdk8s';
import { AppChart } from '../src/constructs/app.ts';
import { placeApps } from '../src/synth/contexts.ts';
import { readRepository } from '../src/synth/repository.ts';
import { assignWaves } from '../src/synth/waves.ts';

const root = join(import.meta.dirname, '..');
const repository = await readRepository(root);
const problems = repository.findings.length;
if (problems > 0) throw new Error(`the repository has ${problems} problems: run plumb synth`);

const { waves } = assignWaves(repository.apps);
const fleetApp = new App({ outputFileExtension: '.yaml' });
for (const { folder, context, render } of placeApps(repository, waves, {})) {
  render(new AppChart(fleetApp, folder.replaceAll('/', '-'), context), context);
}
fleetApp.synth();
