/// What is wrong with a Linux machine, as far as its files tell.
@NullMarked
package org.rtkit4j.app.doctor;

import org.jspecify.annotations.NullMarked;
