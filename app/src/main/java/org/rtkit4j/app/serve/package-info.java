/// `rtkit serve`: the page in the browser.
@NullMarked
package org.rtkit4j.app.serve;

import org.jspecify.annotations.NullMarked;
