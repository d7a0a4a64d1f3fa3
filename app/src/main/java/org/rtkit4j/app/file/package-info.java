/// Files and streams that commands write, and what went wrong with those that they read: one rule for all of them.
@NullMarked
package org.rtkit4j.app.file;

import org.jspecify.annotations.NullMarked;
