/// What the page calls where there is no server: compiled to JavaScript, and run in a worker.
@NullMarked
package org.rtkit4j.web.engine;

import org.jspecify.annotations.NullMarked;
