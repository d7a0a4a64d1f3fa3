'use strict';

// The search: every word must be in a section; a word in a heading counts for more than one in the text.
(() => {
  const MOST_RESULTS = 30;
  const AROUND = 60;
  const query = document.getElementById('query');
  const results = document.getElementById('results');
  const up = document.body.dataset.up;
  const folded = SECTIONS.map(([, title, heading, text]) => [`${title} ${heading}`.toLowerCase(), text.toLowerCase()]);

  const narrow = matchMedia('(max-width: 48rem)');
  document.querySelector('nav details').open = !narrow.matches;

  function score(row, words) {
    let sum = 0;
    for (const word of words) {
      const inHeading = row[0].includes(word);
      if (!inHeading && !row[1].includes(word)) {
        return 0;
      }
      sum += inHeading ? 10 : 1;
    }
    return sum;
  }

  function snippet(text, word) {
    const at = Math.max(0, text.toLowerCase().indexOf(word));
    const from = Math.max(0, at - AROUND);
    const piece = document.createElement('small');
    const mark = document.createElement('mark');
    mark.textContent = text.slice(at, at + word.length);
    piece.append(from > 0 ? '… ' : '', text.slice(from, at), mark, text.slice(at + word.length, at + AROUND * 2), ' …');
    return piece;
  }

  function show(found, words) {
    results.replaceChildren();
    results.hidden = words.length === 0;
    if (found.length === 0) {
      results.append('Nothing has all of these words.');
    }
    for (const { section: [address, title, heading, text] } of found.slice(0, MOST_RESULTS)) {
      const link = document.createElement('a');
      link.href = up + address;
      const name = document.createElement('strong');
      name.textContent = heading && heading !== title ? `${title}: ${heading}` : title;
      link.append(name, snippet(text, words[0]));
      results.append(link);
    }
  }

  function search() {
    const words = query.value.toLowerCase().split(/\s+/).filter(word => word.length > 1);
    const found = SECTIONS
      .map((section, i) => ({ section, score: words.length ? score(folded[i], words) : 0 }))
      .filter(each => each.score > 0)
      .sort((a, b) => b.score - a.score);
    show(found, words);
  }

  query.addEventListener('input', search);
  query.form.addEventListener('submit', event => {
    event.preventDefault();
    results.querySelector('a')?.click();
  });
  addEventListener('keydown', event => {
    if (event.key === '/' && document.activeElement !== query) {
      event.preventDefault();
      query.focus();
    } else if (event.key === 'Escape') {
      query.value = '';
      search();
    }
  });
})();
