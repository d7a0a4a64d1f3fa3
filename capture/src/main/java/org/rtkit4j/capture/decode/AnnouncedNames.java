package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.layout.Direction;

/// What the interfaces of one DockChannel are called, as far as the firmware has announced them.
final class AnnouncedNames {
    private static final int COMM = DockSpeech.FIRST_INTERFACE + Comm.NUMBER;

    /// Whoever announces more is up to no good.
    private static final int MOST_NAMES = 256;

    private final Map<Integer, String> names = new HashMap<>();
    private final Set<String> ever = new HashSet<>();

    /// Hears a message, before anybody asks for its endpoint's name.
    void hear(CapturedMessage message) {
        if (message.endpoint() != COMM || message.direction() != Direction.IOP_TO_AP) {
            return;
        }
        SoundPacket packet = SoundPacket.of(message);
        if (packet != null && DockPacket.KIND.get(packet.header()) == DockPacket.REPORT) {
            learn(packet.data());
        }
    }

    private void learn(MemorySegment said) {
        if (said.byteSize() < Comm.Init.BYTES || Comm.TYPE.get(said, 0) != Comm.Init.ID) {
            return;
        }
        int number = (int) Comm.Init.INTERFACE.get(said, 0);
        String name = text(said.asSlice(Comm.Init.NAME.offset(), Comm.Init.NAME_BYTES));
        if (number != Comm.NUMBER && number < DockPacket.INTERFACES && !name.isEmpty()) {
            names.put(DockSpeech.FIRST_INTERFACE + number, name);
            if (ever.size() < MOST_NAMES) {
                ever.add(name);
            }
        }
    }

    /// Up to the zero, and nothing in it that a terminal obeys or that separates columns.
    private static String text(MemorySegment field) {
        byte[] bytes = field.toArray(ValueLayout.JAVA_BYTE);
        String ascii = new String(bytes, StandardCharsets.US_ASCII);
        int zero = ascii.indexOf(0);
        return ascii.substring(0, zero < 0 ? ascii.length() : zero).replaceAll("[^\\w.-]", "?");
    }

    /// Returns all names that were announced, those that were changed afterwards among them.
    Set<String> ever() {
        return ever;
    }

    /// Returns the name of an endpoint, or null where none was announced.
    @Nullable
    String of(int endpoint) {
        return names.get(endpoint);
    }
}
