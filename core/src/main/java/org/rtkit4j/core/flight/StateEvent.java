package org.rtkit4j.core.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name(StateEvent.NAME)
@Label("State Change")
@Category("RTKit")
@StackTrace(false)
final class StateEvent extends Event {
    static final String NAME = "org.rtkit4j.State";

    @Label("Co-processor")
    final String coprocessor;

    @Label("From")
    final String from;

    @Label("To")
    final String to;

    @Label("Reason")
    final String reason;

    StateEvent(String coprocessor, String from, String to, String reason) {
        this.coprocessor = coprocessor;
        this.from = from;
        this.to = to;
        this.reason = reason;
    }
}
