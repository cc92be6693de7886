import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkFleet } from '../../src/fleet/check.ts';
import type { AppSource, Fleet } from '../../src/fleet/fleet.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import type { Finding } from '../../src/report/finding.ts';
import { formatText } from '../../src/report/formats/text.ts';
import { discoverApps } from '../../src/synth/discover.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** Two environments, two regions, two products: enough for every rule to have something to say. */
const files: Readonly<Record<string, string>> = {
  'environments/regions.yaml': `sources:
  survey: { title: A survey, url: https://survey.example/regions, date: 2026-11-21 }
populations:
  europe: { location: Berlin, coordinates: { latitude: 52.52, longitude: 13.4 } }
regions:
  ap-northeast-1:
    provider: aws
    location: Tokyo
    coordinates: { latitude: 35.68, longitude: 139.77 }
    zones: { value: [ap-northeast-1a, ap-northeast-1c], source: survey }
    jurisdiction: JP
    certifications: { value: [soc-2], source: survey }
    features: { value: [gpu-g6], source: survey }
    latencyMilliseconds:
      populations:
        europe: { value: 250, source: survey }
      regions:
        eu-central-1: { value: 236, source: survey }
  eu-central-1:
    provider: aws
    location: Frankfurt
    coordinates: { latitude: 50.11, longitude: 8.68 }
    zones: { value: [eu-central-1a, eu-central-1b], source: survey }
    jurisdiction: EU
    certifications: { value: [soc-2], source: survey }
    features: { value: [], source: survey }
    latencyMilliseconds:
      populations: {}
      regions: {}
`,
  'environments/dev/environment.yaml': `hub: ap-northeast-1
account: '111122223333'
domain: dev.shop.example
repository: https://github.com/example/shop
revision: main
registry: registry.example
releases:
  cart: ${digest('1')}
  search: ${digest('2')}
`,
  'environments/dev/ap-northeast-1.yaml': 'loadSharePercent: 100\n',
  'environments/production/environment.yaml': `promotesFrom: dev
hub: ap-northeast-1
account: '444455556666'
domain: shop.example
repository: https://github.com/example/shop
revision: main
registry: registry.example
syncWindows:
  - { kind: deny, schedule: 0 18 * * 5, durationHours: 60, timezone: Asia/Tokyo, reason: Weekend }
releases:
  cart: ${digest('1')}
  search: ${digest('2')}
apps:
  cart:
    scaling:
      maxReplicas: 20
`,
  'environments/production/ap-northeast-1.yaml': `loadSharePercent: 70
releases:
  search: ${digest('3')}
`,
  'environments/production/eu-central-1.yaml': `loadSharePercent: 30
apps:
  cart:
    scaling:
      schedules:
        day: { timezone: Europe/Berlin }
        night: { timezone: Europe/Berlin }
  search:
    enabled: false
`,
  'apps/shop/product.yaml': `description: A shop
owner: team-shop
costCenter: cc-1
kinds: [Deployment.apps]
clusterKinds: [Namespace]
`,
  'apps/shop/cart/app.ts': app(`{
  description: 'What customers are about to buy',
  scope: 'region',
  tier: 1,
  jurisdictions: ['JP', 'EU'],
  load: { requestsPerSecondPerPod: 50, serviceTimeMs: 10, readySeconds: 5 },
  settings: {
    resources: { cpu: '500m', memory: '512Mi' },
    scaling: {
      minReplicas: 2,
      maxReplicas: 10,
      requestsPerSecondPerPod: 40,
      schedules: {
        day: { timezone: 'Asia/Tokyo', start: '0 8 * * 1-5', end: '0 18 * * 1-5', replicas: 4 },
        night: { timezone: 'Asia/Tokyo', start: '0 22 * * *', end: '0 1 * * *', replicas: 3 },
      },
      fallbackReplicas: 3,
    },
    canary: { weightsPercent: [10, 50], pauseSeconds: 60, maxErrorRatePercent: 1, maxLatencyMilliseconds: 300 },
    backup: { recoveryPointMinutes: 60, durationMinutes: 10, retentionDays: 7 },
    config: { LOG_LEVEL: 'info' },
  },
  render() {},
}`),
  'apps/shop/search/app.ts': app(`{
  description: 'Finds what customers look for',
  scope: 'region',
  tier: 2,
  features: ['gpu-g6'],
  dependsOn: ['cart'],
  load: { requestsPerSecondPerPod: 5, serviceTimeMs: 100, readySeconds: 60 },
  settings: { resources: { cpu: '2', memory: '8Gi', gpus: 1 }, replicas: 2 },
  render() {},
}`),
  'apps/platform/product.yaml': `description: The platform
owner: team-platform
costCenter: cc-0
kinds: []
clusterKinds: []
chartRepositories: [https://charts.example]
`,
  'apps/platform/gitops/app.ts': app(
    `{
  description: 'Argo CD',
  scope: 'hub',
  tier: 0,
  charts: { argo-cd: { repository: 'https://charts.example', version: '1.0.0' } },
  settings: {},
  render() {},
}`.replace('argo-cd', "'argo-cd'"),
  ),
};

function app(definition: string): string {
  return `const defineApp = <T>(definition: T): T => definition;\n\nexport default defineApp(${definition});\n`;
}

/** What of it is data. */
export const dataFiles = Object.fromEntries(Object.entries(files).filter(([file]) => file.endsWith('.yaml')));

/** A change to the repository before it is read. */
export type Change = (folder: string) => void;

/** Replaces the one place where `text` stands in a file. */
export function edit(file: string, text: string, replacement: string): Change {
  return (folder) => {
    const before = readFileSync(join(folder, file), 'utf8');
    if (before.split(text).length !== 2)
      throw new Error(`${file} does not hold exactly one ${JSON.stringify(text)}`);
    writeFiles(folder, { [file]: before.replace(text, () => replacement) });
  };
}

export function append(file: string, text: string): Change {
  return (folder) => writeFiles(folder, { [file]: readFileSync(join(folder, file), 'utf8') + text });
}

export function write(file: string, text: string): Change {
  return (folder) => writeFiles(folder, { [file]: text });
}

export function remove(file: string): Change {
  return (folder) => rmSync(join(folder, file), { recursive: true });
}

export interface ReadFleet {
  readonly fleet: Fleet;
  readonly apps: readonly AppSource[];
  readonly findings: readonly Finding[];
}

/** The fixture, changed, read and checked. */
export async function readFleet(...changes: readonly Change[]): Promise<ReadFleet> {
  const folder = temporaryFolder(files);
  for (const change of changes) change(folder);
  const fleet = loadFleet(folder);
  const { apps, findings } = await discoverApps(folder);
  return { fleet, apps, findings: [...fleet.findings, ...findings, ...checkFleet(fleet, apps)] };
}

/** Findings as the command line prints them. */
export function printed(findings: readonly Finding[]): string {
  const text = formatText({ title: '', summary: '', sections: [{ type: 'findings', findings }] }, {});
  return findings.length === 0 ? '' : text.slice(0, text.lastIndexOf('\n\n: '));
}

/** What is said about the fixture after changes. */
export async function problems(...changes: readonly Change[]): Promise<string> {
  return printed((await readFleet(...changes)).findings);
}
