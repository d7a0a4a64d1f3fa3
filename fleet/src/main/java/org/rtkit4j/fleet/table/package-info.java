/// The tables: what each column holds, declared once, for the job, its documents and its tests.
@NullMarked
package org.rtkit4j.fleet.table;

import org.jspecify.annotations.NullMarked;
