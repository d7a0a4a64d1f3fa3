/// The job: lists what is new, has it read, and brings the rows into the tables, so that a job that is killed loses
/// nothing and does nothing twice.
@NullMarked
package org.rtkit4j.fleet.job;

import org.jspecify.annotations.NullMarked;
