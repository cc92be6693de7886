import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, planOf } from '../../plan/plan.ts';
import type { Filter } from '../../synth/filter.ts';
import { guardApps } from '../../synth/guard.ts';
import type { OutputPlan } from '../../synth/output/plan.ts';
import { type Judges, type SynthResult, synthesize } from '../../synth/synthesize.ts';
import { readSides, type SideFile } from '../diff/sides.ts';
import type { EditedFile } from './files.ts';

/**
 * What the repository would render with the edited files, judged as synth does. Nothing of the repository is written: the
 * edited files stand in a folder of their own, beside links to everything else.
 */
export async function renderEdited(
  root: string,
  files: readonly EditedFile[],
  filter: Filter,
  judges: Judges,
): Promise<SynthResult> {
  const edited = mkdtempSync(join(tmpdir(), 'plumb-promote-'));
  try {
    for (const name of ['apps', 'policies'])
      if (existsSync(join(root, name))) symlinkSync(join(root, name), join(edited, name));
    copyFiles(join(root, 'environments'), join(edited, 'environments'));
    for (const { file, after } of files) writeFileSync(join(edited, file), after);
    const out = join(root, 'dist');
    // Apps are loaded from where they are, so what they must not do is kept from them by that place too.
    const { result, findings } = await guardApps(root, async () =>
      synthesize({ root: edited, out, filter, check: true }, judges),
    );
    return findings.length === 0 ? result : { findings, objectCount: 0, targetCount: 0 };
  } finally {
    rmSync(edited, { recursive: true, force: true });
  }
}

/**
 * Files instead of links, and all of them writable: what is written to a copy shall not reach what it is a copy of. Links
 * to nothing are left out.
 */
function copyFiles(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    const kind = statSync(source, { throwIfNoEntry: false });
    if (kind?.isDirectory()) copyFiles(source, target);
    else if (kind?.isFile()) writeFileSync(target, readFileSync(source));
  }
}

/** What the rendered files change in the clusters. */
export function objectPlan({ root, created, changed, removed }: OutputPlan, { facts }: Judges): Plan {
  const file = (path: string, content: string | Buffer): SideFile => ({
    path,
    file: `dist/${path}`,
    content: Buffer.from(content),
  });
  const before = [
    ...changed.map((each) => file(each.path, each.before)),
    ...removed.map((path) => file(path, readFileSync(join(root, path)))),
  ];
  const after = [...changed, ...created].map((each) => file(each.path, each.content));
  const sides = readSides(before, after);
  return planOf(sides.before, sides.after, facts);
}
