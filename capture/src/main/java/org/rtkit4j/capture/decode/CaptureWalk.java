package org.rtkit4j.capture.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.capture.decode.OpenRequests.Open;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CapturedInterface;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.layout.Layout;

/// Goes through a capture once and tells a visitor what was said: messages decoded, answers with their requests.
public final class CaptureWalk {
    private final CaptureCursor cursor;
    private final CapturedMessage message;
    private final List<Mailbox> mailboxes = new ArrayList<>();

    /// One interface: its messages are one conversation.
    private static final class Mailbox {
        private final MessageLayouts decoder = new MessageLayouts();
        private final OpenRequests requests = new OpenRequests();
    }

    /// Walks from where a cursor stands to the end of its file.
    public CaptureWalk(CaptureCursor cursor) {
        this.cursor = cursor;
        this.message = new CapturedMessage(cursor);
    }

    /// Goes through everything; [CaptureCursor#problem] says afterwards whether that was the end of the file.
    public void walk(CaptureVisitor visitor) throws IOException {
        boolean more = true;
        while (more) {
            more = next(visitor);
        }
    }

    /// Goes on to the next packet, message or not.
    ///
    /// @return false at the end
    public boolean next(CaptureVisitor visitor) throws IOException {
        if (!cursor.next()) {
            return false;
        }
        message.start();
        switch (cursor.kind()) {
            case CaptureFrame.MESSAGE -> {
                read();
                visitor.onMessage(message);
            }
            case CaptureFrame.MEMORY -> visitor.onMemory(onward(), cursor.msg0(), cursor.body());
            case CaptureFrame.NOTE -> visitor.onNote(onward(), text(cursor.body()));
            default -> {
                // A kind of a later version: passed over.
            }
        }
        return true;
    }

    /// Returns the requests that were never answered, by interface.
    public Map<CapturedInterface, List<Open>> open() {
        var open = new LinkedHashMap<CapturedInterface, List<Open>>();
        for (CapturedInterface each : cursor.interfaces()) {
            if (each.number() < mailboxes.size()) {
                open.put(each, mailboxes.get(each.number()).requests.open());
            }
        }
        return Collections.unmodifiableMap(open);
    }

    private void read() {
        Mailbox mailbox = mailbox(cursor.interfaceOf().number());
        Layout layout = mailbox.decoder.next(cursor.vocabulary(), cursor.direction(), cursor.endpoint(), cursor.msg0());
        OpenRequests.Request request = mailbox.requests.next(
                cursor.number(),
                cursor.timeNanos(),
                cursor.vocabulary(),
                cursor.direction(),
                cursor.endpoint(),
                layout,
                cursor.msg0());
        message.at(layout, request);
    }

    private CapturedMessage onward() {
        message.at(null, null);
        return message;
    }

    private Mailbox mailbox(int number) {
        while (mailboxes.size() <= number) {
            mailboxes.add(new Mailbox());
        }
        return mailboxes.get(number);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
