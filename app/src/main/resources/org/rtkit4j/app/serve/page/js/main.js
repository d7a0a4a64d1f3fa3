// The two pages, and the way between them.
import { explainPage } from './explain.js';
import { livePage } from './live.js';

const pages = { live: document.getElementById('live'), explain: document.getElementById('explain') };
const explain = explainPage(pages.explain);
livePage(pages.live, explain);

/** Shows the page that the address names: `#live`, `#explain`, `#explain/NAME` for a co-processor's latest crash. */
function show() {
  const [name, ...rest] = location.hash.slice(1).split('/');
  const page = name in pages ? name : 'live';
  for (const [other, element] of Object.entries(pages)) {
    element.hidden = other !== page;
    document.getElementById(`to-${other}`).toggleAttribute('aria-current', other === page);
    if (other === page) {
      document.getElementById(`to-${other}`).setAttribute('aria-current', 'page');
    }
  }
  document.title = page === 'live' ? 'Live · rtkit' : 'Explain · rtkit';
  if (page === 'explain' && rest.length > 0) {
    explain.showCrash(decodeURIComponent(rest[0]));
  }
}

addEventListener('hashchange', show);
show();
