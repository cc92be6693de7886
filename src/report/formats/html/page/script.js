/** Filters what the page shows, opens and closes it. Without it the page shows all there is. */
(() => {
  /**
   * @typedef {object} Item something to be found
   * @property {Element} element
   * @property {readonly Element[]} around folds that it is in, from the inside out
   * @property {string} [text] what it is found by: its own words and the names of the folds, made when first needed
   */

  const search = document.querySelector('search');
  const box = document.querySelector('input');
  const shown = document.querySelector('output');
  const unfold = document.querySelector('button');
  /** @type {Item[]} */
  const items = [...document.querySelectorAll('.item')].map((element) => ({
    element,
    around: foldsAround(element),
  }));
  if (!search || !box || !shown || !unfold || items.length === 0) return;
  const folds = new Set(items.flatMap(({ around }) => around));
  search.removeAttribute('hidden');

  /** @param {Element} element */
  function foldsAround(element) {
    /** @type {Element[]} */
    const found = [];
    let at = element.parentElement?.closest('main details');
    while (at) {
      found.push(at);
      at = at.parentElement?.closest('main details');
    }
    return found;
  }

  /** @param {Item} item */
  const textOf = (item) => {
    item.text ??= [...item.around.map((fold) => fold.querySelector('summary')), item.element]
      .map((element) => element?.textContent ?? '')
      .join(' ')
      .toLowerCase();
    return item.text;
  };

  /** So few are opened, as one would do by hand. */
  const fewItems = 10;
  /** @type {Element[]} */
  let opened = [];

  const filter = () => {
    const words = box.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = items.filter((item) => words.every((word) => textOf(item).includes(word)));
    const kept = new Set(found);
    for (const item of items) item.element.toggleAttribute('hidden', !kept.has(item));
    const filled = new Set(found.flatMap(({ around }) => around));
    for (const fold of folds) fold.closest('li, section')?.toggleAttribute('hidden', !filled.has(fold));
    shown.textContent =
      words.length === 0 ? `${items.length} in all` : `${found.length} of ${items.length} shown`;
    for (const fold of opened) fold.removeAttribute('open');
    opened = [];
    if (words.length === 0 || found.length > fewItems) return;
    for (const { element, around } of found)
      for (const fold of [...around, ...element.querySelectorAll('details')]) open(fold);
  };

  /** @param {Element} fold */
  const open = (fold) => {
    if (fold.hasAttribute('open')) return;
    fold.setAttribute('open', '');
    opened.push(fold);
  };

  let frame = 0;
  box.addEventListener('input', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(filter);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      box.value = '';
      filter();
    } else if (event.key === 'Enter') {
      // Else the key would go on to close what it has led to.
      event.preventDefault();
      const first = items.find(({ element }) => !element.hasAttribute('hidden'));
      const fold = first?.element.querySelector('details') ?? first?.around[0];
      fold?.querySelector('summary')?.focus();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  unfold.addEventListener('click', () => {
    const isOpening = unfold.textContent === 'Open all';
    const all = document.querySelectorAll(isOpening ? 'main details' : 'main .items details');
    for (const fold of all) fold.toggleAttribute('open', isOpening);
    unfold.textContent = isOpening ? 'Close all' : 'Open all';
  });
  // A page that is shown again may have kept what was typed.
  filter();
})();
