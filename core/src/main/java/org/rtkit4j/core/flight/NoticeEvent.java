package org.rtkit4j.core.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name(NoticeEvent.NAME)
@Label("Notice")
@Category("RTKit")
@StackTrace(false)
final class NoticeEvent extends Event {
    static final String NAME = "org.rtkit4j.Notice";

    // Firmware may cause as many as it likes: none is made where nobody records.
    private static final EventType TYPE = EventType.getEventType(NoticeEvent.class);

    @Label("Co-processor")
    final String coprocessor;

    @Label("Notice")
    final String notice;

    @Label("Endpoint")
    final int endpoint;

    @Label("Message")
    final String message;

    private NoticeEvent(String coprocessor, String notice, int endpoint, String message) {
        this.coprocessor = coprocessor;
        this.notice = notice;
        this.endpoint = endpoint;
        this.message = message;
    }

    static void record(String coprocessor, String notice, int endpoint, long msg0) {
        if (TYPE.isEnabled()) {
            new NoticeEvent(coprocessor, notice, endpoint, "0x%016x".formatted(msg0)).commit();
        }
    }
}
