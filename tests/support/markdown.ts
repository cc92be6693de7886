/** The little of Markdown that the documentation checks need; GitHub's flavour. */

interface Fence {
  readonly language: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly content: string;
}

interface Block extends Fence {
  readonly raw: string;
}

function blocksOf(markdown: string): Block[] {
  const pattern =
    /^(?<indent> *)(?<marks>```+)(?<language>\w*)[^\n]*\n(?<content>[\s\S]*?)^\k<indent>\k<marks> *$/gm;
  return [...markdown.matchAll(pattern)].map(({ 0: raw, index, groups = {} }) => ({
    raw,
    language: groups['language'] ?? '',
    line: markdown.slice(0, index).split('\n').length,
    content: (groups['content'] ?? '').replaceAll(new RegExp(`^${groups['indent'] ?? ''}`, 'gm'), ''),
  }));
}

/** Fenced code blocks in one language, in order. */
export function codeBlocks(markdown: string, language: string): Fence[] {
  return blocksOf(markdown).filter((block) => block.language === language);
}

/** The text without its fenced and inline code, in which brackets and hashes mean something else. */
function proseOf(markdown: string): string {
  return blocksOf(markdown)
    .reduce((text, { raw }) => text.replace(raw, ''), markdown)
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ''));
}

/** Targets of all links and images, as written. */
export function linkTargets(markdown: string): string[] {
  const prose = proseOf(markdown);
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  return [...inline, ...references].map(([, target = '']) => target);
}

/** What `#…` may name: one anchor for each heading, made as GitHub makes it. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(markdown).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}
