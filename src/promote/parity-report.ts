import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import type { Debt, Parity } from './parity.ts';
import { shortVersion } from './versions.ts';

/** @param findings those of the parity, as messages shall place them */
export function parityDocument(title: string, parity: Parity, findings: readonly Finding[]): Document {
  const { rows, targets, debts } = parity;
  const differing = rows.filter(({ isSame }) => !isSame);
  const table: Section = {
    type: 'table',
    title: 'Who has what',
    columns: ['release', ...targets, ''],
    rows: rows.map(({ label, versions, isSame }) => [
      label,
      ...targets.map((target) => shortVersion(versions[target])),
      isSame ? '' : 'differs',
    ]),
  };
  const owed: Section = {
    type: 'table',
    title: 'What is owed',
    columns: ['release', 'from', 'to', 'is', 'waves that have not got it'],
    rows: debts.map((debt) => [
      debt.label,
      debt.from,
      debt.to,
      shortVersion(debt.version),
      debt.waves.map((each) => waveText(each)).join(', '),
    ]),
  };
  return {
    title,
    summary:
      differing.length === 0
        ? `${counted(rows.length, 'release')} in ${counted(targets.length, 'target')}: everywhere the same`
        : `${differing.length} of ${counted(rows.length, 'release')} differ between ${counted(targets.length, 'target')}, ${debts.length} owed`,
    sections: [
      ...(findings.length === 0 ? [] : [{ type: 'findings', findings } as const]),
      table,
      ...(debts.length === 0 ? [] : [owed]),
    ],
    data: { targets, rows, debts },
  };
}

function waveText({ wave, target, version }: Debt['waves'][number]): string {
  return `${wave} ${target} (${shortVersion(version)})`;
}
