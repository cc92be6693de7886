/**
 * An expression for a browser: every text that can be seen with less contrast to what is behind it than WCAG 2.2 asks of
 * small text (success criterion 1.4.3), 4.5 to 1. Formulas: "relative luminance" and "contrast ratio" there.
 */
export const faintTexts = `(() => {
  const channels = (color) => (/rgba?\\(([^)]+)\\)/.exec(color)?.[1] ?? '').split(/[ ,/]+/).map(Number);
  const linear = (value) => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color[3] !== 0) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  let judged = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.textContent.trim() === '' || !element.checkVisibility() || element.closest('script')) continue;
    judged += 1;
    const [a, b] = [channels(getComputedStyle(element).color), behind(element)].map(luminance).sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (!(ratio >= 4.5)) faint.push(ratio.toFixed(2) + ' ' + node.textContent.trim().slice(0, 40));
  }
  return { judged, faint };
})()`;
