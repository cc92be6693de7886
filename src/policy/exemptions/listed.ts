import type { Document, Section } from '../../report/document.ts';
import { compareText } from '../../report/sort.ts';
import { counted } from '../../report/words.ts';
import { type Exemption, expiredExemptions } from './exemptions.ts';

/**
 * Every exemption, the first to expire first.
 *
 * @param today as `2026-01-31`
 */
export function exemptionsDocument(title: string, exemptions: readonly Exemption[], today: string): Document {
  const listed = exemptions
    .map((exemption) => ({ ...exemption, daysLeft: daysBetween(today, exemption.expires) }))
    .sort((a, b) => a.daysLeft - b.daysLeft || compareText(nameOf(a), nameOf(b)));
  const expired = listed.filter(({ daysLeft }) => daysLeft < 0).length;
  const sections: Section[] = [];
  if (listed.length > 0)
    sections.push({
      type: 'table',
      columns: ['policy', 'exemption', 'objects', 'owner', 'expires', 'days left', 'reason'],
      rows: listed.map((each) => [
        each.policy,
        each.name,
        objectsOf(each),
        each.owner,
        each.expires,
        String(each.daysLeft),
        each.reason,
      ]),
    });
  const findings = expiredExemptions(exemptions, today);
  if (findings.length > 0) sections.push({ type: 'findings', findings });
  return {
    title,
    summary: `${counted(listed.length, 'exemption')} as of ${today}, ${expired} expired`,
    sections,
    data: { version: 1, today, exemptions: listed },
  };
}

/** `Deployment shop/web, shop/api`. */
function objectsOf({ kind, namespace, objects }: Exemption): string {
  const place = namespace === undefined ? '' : `${namespace}/`;
  return `${kind} ${objects.map((name) => `${place}${name}`).join(', ')}`;
}

/** Whole days; negative if `to` is over. Both are days of UTC, which are all of one length. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function nameOf({ policy, name }: Exemption): string {
  return `${policy}/${name}`;
}
