package org.rtkit4j.core.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name(CrashEvent.NAME)
@Label("Crash")
@Category("RTKit")
@StackTrace(false)
final class CrashEvent extends Event {
    static final String NAME = "org.rtkit4j.Crash";

    @Label("Co-processor")
    final String coprocessor;

    @Label("Size Of Log")
    @DataAmount
    final int logBytes;

    CrashEvent(String coprocessor, int logBytes) {
        this.coprocessor = coprocessor;
        this.logBytes = logBytes;
    }
}
