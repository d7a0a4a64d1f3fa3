/// What the JDK's own tools see of a command that supervises: Flight Recorder and JMX.
@NullMarked
package org.rtkit4j.app.observe;

import org.jspecify.annotations.NullMarked;
