/// The page's web server: who may ask, what is served, and within which bounds.
@NullMarked
package org.rtkit4j.app.serve.http;

import org.jspecify.annotations.NullMarked;
