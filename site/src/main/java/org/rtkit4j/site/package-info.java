/// The project's documents as plain HTML that a browser reads from a folder: pages, a contents list, a search, and the
/// Javadoc of the published modules.
@NullMarked
package org.rtkit4j.site;

import org.jspecify.annotations.NullMarked;
