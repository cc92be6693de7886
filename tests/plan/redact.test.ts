import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import type { LoadedManifest } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';
import { planDocument, planFindings } from '../../src/plan/report.ts';
import { formatDocument, formats } from '../../src/report/format.ts';
import { forms, hidings, secretText } from '../diff/hidings.ts';

const facts = loadFacts();

const loaded = (object: KubernetesObject): LoadedManifest => ({
  object,
  file: 'dist/dev/hub/a/x.yaml',
  locate: () => ({ file: 'dist/dev/hub/a/x.yaml', line: 1 }),
});

test.each(Object.entries(hidings))('no format tells of a value in %s', (_, hide) => {
  fc.assert(
    fc.property(secretText, secretText, (before, after) => {
      fc.pre(before !== after);
      const [old, now] = [loaded(hide(before)), loaded(hide(after))];
      for (const [from, to] of [
        [[old], [now]],
        [[], [now]],
        [[old], []],
      ] as const) {
        const plan = planOf(from, to, facts);
        const findings = planFindings(plan);
        const document = planDocument('plumb diff', plan, { base: 'a', head: 'b' }, findings);
        expect(plan.entries).toHaveLength(1);
        for (const format of formats) {
          const output = formatDocument(document, format);
          for (const form of [...forms(before), ...forms(after)]) expect(output).not.toContain(form);
        }
      }
    }),
    { numRuns: 20 },
  );
});
