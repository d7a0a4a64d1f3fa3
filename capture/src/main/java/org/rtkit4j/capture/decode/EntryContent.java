package org.rtkit4j.capture.decode;

import java.nio.ByteBuffer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.rings.EpicEntry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.Category;
import org.rtkit4j.wire.epic.Epic.Command;
import org.rtkit4j.wire.epic.Epic.FirmwareCall;

/// What an entry of an AFK ring says: whom it concerns, what it is, and where its data lies or how much there is.
///
/// Whatever the bytes are, there is a line, and in it only ASCII.
final class EntryContent {
    private final EpicEntry entry;
    private final @Nullable String service;

    private EntryContent(EpicEntry entry, @Nullable String service) {
        this.entry = entry;
        this.service = service;
    }

    /// Returns the line.
    ///
    /// @param memory begins as an entry does
    /// @param services the service that has a channel, or null
    static String of(ByteBuffer memory, LongFunction<@Nullable String> services) {
        EpicEntry entry = EpicEntry.of(memory);
        return entry == null
                ? "%d bytes of an entry".formatted(memory.remaining())
                : new EntryContent(entry, services.apply(entry.channel())).describe();
    }

    private String describe() {
        String whom = service == null || entry.announced() != null ? "" : " " + service;
        String tag = entry.tag() == 0 ? "" : " tag=0x%x".formatted(entry.tag());
        return "channel %d%s %s %s%s: %s"
                .formatted(
                        entry.channel(),
                        whom,
                        Category.name(entry.category()),
                        Epic.Type.name(entry.type()),
                        tag,
                        payload());
    }

    private String payload() {
        long there = entry.payload().byteSize();
        if (entry.told() > there) {
            return "%d bytes, of which %d are there".formatted(entry.told(), there);
        }
        EpicEntry.Service announced = entry.announced();
        if (announced != null) {
            return announcement(announced);
        }
        EpicEntry.Buffers buffers = entry.buffers();
        if (buffers != null) {
            return outOfLine(buffers);
        }
        if (there >= FirmwareCall.BYTES && entry.get(FirmwareCall.MAGIC) == Epic.Call.MAGIC_NUMBER) {
            return firmwareCall();
        }
        return entry.isSensor() || SensorContent.isAsked(entry) ? SensorContent.of(entry, service) : there + " bytes";
    }

    private String announcement(EpicEntry.Service announced) {
        if (entry.isSensor()) {
            return "%s, channel %d".formatted(announced.name(), announced.channel());
        }
        long properties = entry.told() - Epic.Announce.NAME_BYTES;
        return announced.name() + (properties == 0 ? "" : " and %d bytes of properties".formatted(properties));
    }

    private String outOfLine(EpicEntry.Buffers at) {
        String code = entry.category() == Category.REPLY ? "code=0x%x, ".formatted(entry.get(Command.RETURN_CODE)) : "";
        return "%stx=0x%x+%d, rx=0x%x+%d".formatted(code, at.tx(), at.txBytes(), at.rx(), at.rxBytes());
    }

    private String firmwareCall() {
        String call = "call %d, %d bytes".formatted(entry.get(FirmwareCall.NUMBER), entry.get(FirmwareCall.DATA_BYTES));
        return entry.category() == Category.REPLY
                ? "code=0x%x to %s".formatted(entry.get(FirmwareCall.RETURN_CODE), call)
                : call;
    }
}
