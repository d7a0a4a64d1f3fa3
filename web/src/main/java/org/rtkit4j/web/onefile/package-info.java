/// Makes one HTML file of the page: run by the build.
@NullMarked
package org.rtkit4j.web.onefile;

import org.jspecify.annotations.NullMarked;
