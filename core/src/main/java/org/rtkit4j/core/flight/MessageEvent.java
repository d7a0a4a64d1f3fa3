package org.rtkit4j.core.flight;

import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name(MessageEvent.NAME)
@Label("Message")
@Category("RTKit")
@StackTrace(false)
@Enabled(false) // there may be millions; a recording asks for them by name
final class MessageEvent extends Event {
    static final String NAME = "org.rtkit4j.Message";

    private static final EventType TYPE = EventType.getEventType(MessageEvent.class);

    @Label("Co-processor")
    final String coprocessor;

    @Label("Sent By AP")
    final boolean sent;

    @Label("Endpoint")
    final int endpoint;

    @Label("Message")
    final String message;

    private MessageEvent(String coprocessor, boolean sent, int endpoint, String message) {
        this.coprocessor = coprocessor;
        this.sent = sent;
        this.endpoint = endpoint;
        this.message = message;
    }

    /// Records a message where somebody wants that; allocates nothing otherwise.
    static void record(String coprocessor, boolean sent, long endpoint, long msg0) {
        if (TYPE.isEnabled()) {
            new MessageEvent(coprocessor, sent, (int) endpoint, "0x%016x".formatted(msg0)).commit();
        }
    }
}
