package org.rtkit4j.core.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name(FaultEvent.NAME)
@Label("Fault")
@Category("RTKit")
@StackTrace(false)
final class FaultEvent extends Event {
    static final String NAME = "org.rtkit4j.Fault";

    @Label("Co-processor")
    final String coprocessor;

    @Label("Fault")
    final String fault;

    FaultEvent(String coprocessor, String fault) {
        this.coprocessor = coprocessor;
        this.fault = fault;
    }
}
