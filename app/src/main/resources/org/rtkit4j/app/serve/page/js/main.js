// The two pages, and the way between them; without a server there is one.
import { explainPage } from './explain.js';
import { handleKeys } from './help.js';
import { livePage } from './server.js';

const pages = { live: document.getElementById('live'), explain: document.getElementById('explain') };
const explain = explainPage(pages.explain);
if (livePage === null) {
  delete pages.live;
  document.body.classList.add('is-alone');
} else {
  livePage(pages.live);
}

/** Shows the page that the address names: `#live`, `#explain`, `#explain/NAME` for a co-processor's latest crash. */
function show() {
  const [name, ...rest] = location.hash.slice(1).split('/');
  const page = name in pages ? name : Object.keys(pages)[0];
  for (const [other, element] of Object.entries(pages)) {
    element.hidden = other !== page;
    document.getElementById(`to-${other}`).toggleAttribute('aria-current', other === page);
    if (other === page) {
      document.getElementById(`to-${other}`).setAttribute('aria-current', 'page');
    }
  }
  document.title = page === 'live' ? 'Live · rtkit' : explain.title;
  if (page === 'explain' && rest.length > 0 && livePage !== null) {
    explain.showCrash(decodeURIComponent(rest[0]));
  }
}

addEventListener('hashchange', show);
show();
handleKeys();
