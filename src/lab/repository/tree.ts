import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, YAMLException } from 'js-yaml';
import { foldersIn } from '../../fleet/folders.ts';
import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import { formatManifest, formatYaml } from '../../manifest/write.ts';
import { InputError } from '../../report/errors.ts';
import { unjudged } from '../failures.ts';
import { type OverlayChange, overlayObject, overlayParams } from '../overlay/overlay.ts';
import type { OverlayContext } from '../overlay/rule.ts';
import type { LabCluster } from '../state.ts';

/** What the overlay needs to know of a lab. */
export interface OverlaySite extends Pick<OverlayContext, 'repositoryUrl' | 'objectStore' | 'requested'> {
  readonly clusters: readonly LabCluster[];
  /** URLs by the id of the cluster. */
  readonly prometheus: ReadonlyMap<string, string>;
}

export interface FileChanges {
  /** Below `dist`, with forward slashes. */
  readonly file: string;
  readonly kind: string;
  readonly changes: readonly OverlayChange[];
}

export interface OverlaidFiles {
  /** Content by path below `dist`, in the order of paths. */
  readonly files: ReadonlyMap<string, string>;
  readonly changes: readonly FileChanges[];
}

/** The files of dist for the environments that have a cluster in the lab, with the overlay on them. */
export function overlaidFiles(dist: string, site: OverlaySite): OverlaidFiles {
  const files = new Map<string, string>();
  const changes: FileChanges[] = [];
  for (const environment of [...new Set(site.clusters.map((cluster) => cluster.environment))].sort()) {
    for (const target of foldersIn(join(dist, environment))) {
      const context = contextOf(site, environment, target);
      for (const app of foldersIn(join(dist, environment, target))) {
        for (const name of readdirSync(join(dist, environment, target, app)).sort()) {
          const file = [environment, target, app, name].join('/');
          const overlaid = overlayText(readFileSync(join(dist, file), 'utf8'), file, context);
          files.set(file, overlaid.text);
          if (overlaid.changes.length > 0) changes.push({ file, ...overlaid });
        }
      }
    }
  }
  if (files.size > 0) return { files, changes };
  const next = 'render it with plumb synth, or name another folder with --dist';
  throw new InputError([unjudged('lab-nothing-to-publish', `${dist} has nothing for this lab`, next)]);
}

/** What is for the hub or for all regions goes to the hub's cluster. */
function contextOf(site: OverlaySite, environment: string, target: string): OverlayContext {
  const goesToHub = target === 'hub' || target === 'global';
  const cluster = site.clusters.find(
    (candidate) =>
      candidate.environment === environment && (goesToHub ? candidate.isHub : candidate.region === target),
  );
  const { repositoryUrl, objectStore, requested } = site;
  return { repositoryUrl, objectStore, requested, prometheusUrl: site.prometheus.get(cluster?.id ?? '') };
}

interface OverlaidText {
  readonly text: string;
  readonly kind: string;
  readonly changes: readonly OverlayChange[];
}

function overlayText(text: string, file: string, context: OverlayContext): OverlaidText {
  const content = parse(text);
  if (file.endsWith('.params') && isRecord(content)) {
    const { object, changes } = overlayParams(content, context);
    return {
      text: changes.length > 0 ? heading(changes) + formatYaml(object) : text,
      kind: 'params',
      changes,
    };
  }
  if (!isObject(content)) return { text, kind: '', changes: [] };
  const { object, changes } = overlayObject(content, context);
  const changed = changes.length > 0 ? `${heading(changes)}---\n${formatManifest(object)}` : text;
  return { text: changed, kind: content.kind, changes };
}

/** What is no single document is published as it is: it is for Argo CD to say what it thinks of it. */
function parse(text: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

function isObject(content: unknown): content is KubernetesObject {
  return isRecord(content) && typeof content['apiVersion'] === 'string' && isRecord(content['metadata']);
}

function heading(changes: readonly OverlayChange[]): string {
  const rules = [...new Set(changes.map(({ rule }) => rule))];
  return `# Differs from dist for the lab: ${rules.join(', ')}.\n`;
}
