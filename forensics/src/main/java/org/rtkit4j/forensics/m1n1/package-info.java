/// Crash reports as m1n1 prints them: on its console, and by its Python client.
@NullMarked
package org.rtkit4j.forensics.m1n1;

import org.jspecify.annotations.NullMarked;
