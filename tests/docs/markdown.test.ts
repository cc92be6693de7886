import { expect, test } from 'vitest';
import { anchorsOf, codeBlocks, linkTargets } from '../support/markdown.ts';

const page = `# A page: with \`code\`
See [one](one.md#part), ![two](<two.png>) and [three][3], not \`[four](four.md)\`.

\`\`\`sh
plumb synth # [five](five.md)
\`\`\`

- in a list:
  \`\`\`sh
  plumb validate
  \`\`\`

## Part
## Part

[3]: three.md "Three"
`;

test('links are found in prose, not in code', () => {
  expect(linkTargets(page)).toEqual(['one.md#part', 'two.png', 'three.md']);
});

test('anchors are made as GitHub makes them', () => {
  expect([...anchorsOf(page)]).toEqual(['a-page-with-code', 'part', 'part-1']);
});

test('code blocks keep their lines and lose their indentation', () => {
  expect(codeBlocks(page, 'sh')).toMatchObject([
    { line: 4, content: 'plumb synth # [five](five.md)\n' },
    { line: 9, content: 'plumb validate\n' },
  ]);
});
