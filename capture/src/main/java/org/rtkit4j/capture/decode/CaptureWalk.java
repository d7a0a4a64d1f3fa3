package org.rtkit4j.capture.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.decode.OpenRequests.Open;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CapturedInterface;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.capture.NamedEndpoints;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.EndpointSpeech;
import org.rtkit4j.wire.message.MailboxSpeech;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.Vocabulary;

/// Goes through a capture once and tells a visitor what was said: messages decoded, answers with their requests.
public final class CaptureWalk {
    private final CaptureCursor cursor;
    private final CapturedMessage message;
    private final List<EndpointSpeech> known;
    private final List<Mailbox> mailboxes = new ArrayList<>();

    /// One interface: its messages are one conversation.
    private static final class Mailbox {
        private final MessageLayouts decoder = new MessageLayouts();
        private final OpenRequests requests = new OpenRequests();
        private final AnnouncedNames names = new AnnouncedNames();
        private final AnnouncedServices services = new AnnouncedServices();
        private final Map<Integer, EndpointSpeech> own;
        private @Nullable Layout last;

        Mailbox(CapturedInterface from, List<EndpointSpeech> known) {
            own = MailboxSpeech.of(from.name(), known, NamedEndpoints.read(from.description()))
                    .own();
        }
    }

    /// Walks from where a cursor stands to the end of its file.
    public CaptureWalk(CaptureCursor cursor) {
        this(cursor, List.of());
    }

    /// Walks from where a cursor stands to the end of its file.
    ///
    /// @param known kinds of endpoint that no vocabulary knows, for the mailboxes that have them
    public CaptureWalk(CaptureCursor cursor, Collection<? extends EndpointSpeech> known) {
        this.cursor = cursor;
        this.known = List.copyOf(known);
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
            case CaptureFrame.MEMORY -> {
                ByteBuffer memory = cursor.body();
                visitor.onMemory(served(memory), cursor.msg0(), memory);
            }
            case CaptureFrame.NOTE -> visitor.onNote(onward(), text(cursor.body()));
            default -> {
                // A kind of a later version: passed over.
            }
        }
        return true;
    }

    /// Returns the interfaces that the capture has, as far as it has been walked through.
    public List<CapturedInterface> interfaces() {
        return cursor.interfaces();
    }

    /// Returns what endpoints are called by the capture itself, as far as it has been walked through: in the
    /// description of an interface, or by a firmware that announces them.
    public Set<String> ownNames() {
        var names = new HashSet<String>();
        cursor.interfaces()
                .forEach(each ->
                        names.addAll(NamedEndpoints.read(each.description()).values()));
        mailboxes.forEach(each -> names.addAll(each.names.ever()));
        return names;
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
        Mailbox mailbox = mailbox(cursor.interfaceOf());
        EndpointSpeech told = mailbox.own.get(cursor.endpoint());
        if (told != null) {
            message.at(told, told.layoutOf(cursor.direction(), cursor.msg0()), null);
            return;
        }
        Layout layout = mailbox.decoder.next(cursor.vocabulary(), cursor.direction(), cursor.endpoint(), cursor.msg0());
        OpenRequests.Request request = mailbox.requests.next(
                cursor.number(),
                cursor.timeNanos(),
                cursor.vocabulary(),
                cursor.direction(),
                cursor.endpoint(),
                layout,
                cursor.msg0());
        message.at(null, layout, request);
        mailbox.last = layout;
        if (layout == Mgmt.Hello.LAYOUT) {
            mailbox.services.forget();
        }
        if (cursor.vocabulary() == Vocabulary.DOCKCHANNEL) {
            mailbox.names.hear(message);
            message.named(mailbox.names.of(cursor.endpoint()));
        }
    }

    private CapturedMessage onward() {
        message.at(mailbox(cursor.interfaceOf()).own.get(cursor.endpoint()), null, null);
        return message;
    }

    private CapturedMessage served(ByteBuffer memory) {
        Mailbox mailbox = mailbox(cursor.interfaceOf());
        if (cursor.direction() == Direction.IOP_TO_AP && cursor.vocabulary().hasRings(cursor.endpoint())) {
            mailbox.services.hear(cursor.endpoint(), memory);
        }
        onward().refersTo(mailbox.last, mailbox.services);
        return message;
    }

    private Mailbox mailbox(CapturedInterface from) {
        while (mailboxes.size() <= from.number()) {
            mailboxes.add(new Mailbox(cursor.interfaces().get(mailboxes.size()), known));
        }
        return mailboxes.get(from.number());
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
