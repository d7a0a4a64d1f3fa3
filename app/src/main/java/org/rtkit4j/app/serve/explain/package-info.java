/// Reports that somebody gives to the page.
@NullMarked
package org.rtkit4j.app.serve.explain;

import org.jspecify.annotations.NullMarked;
