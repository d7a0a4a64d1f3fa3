package org.rtkit4j.capture.wireshark;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.layout.Struct;
import org.rtkit4j.wire.message.Vocabulary;

/// The part of the dissector that reads what keyboard and trackpad say: numbers, and the structures of interface 0.
final class DockLua {
    private DockLua() {}

    /// Returns the script's template with this part filled in.
    static String into(String template) {
        return template.replace("@DOCKCHANNEL@", "" + CaptureFrame.code(Vocabulary.DOCKCHANNEL))
                .replace("@STRAY@", "" + DockSpeech.STRAY)
                .replace("@COMM@", "" + Comm.NUMBER)
                .replace("@REPORT@", "" + DockPacket.REPORT)
                .replace("@INPUT@", "" + DockPayload.INPUT_REPORT)
                .replace("@OUTPUT@", "" + DockPayload.SET_OUTPUT)
                .replace("@SET_FEATURE@", "" + DockPayload.SET_FEATURE)
                .replace("@GET_FEATURE@", "" + DockPayload.GET_FEATURE)
                .replace("@BLOCK_BYTES@", "" + Comm.Block.HEAD_BYTES)
                .replace("@BLOCK_KIND_AT@", "" + Comm.Block.KIND.offset())
                .replace("@BLOCK_LENGTH_AT@", "" + Comm.Block.LENGTH.offset())
                .replace("@BLOCK_END@", "" + Comm.Block.END)
                .replace("@BLOCK_DESCRIPTOR@", "" + Comm.Block.DESCRIPTOR)
                .replace("@DOCK_FIELDS@", declarations())
                .replace("@DOCK_REPORTS@", structs(true))
                .replace("@DOCK_COMMANDS@", structs(false));
    }

    private static String declarations() {
        Set<String> lines = new LinkedHashSet<>();
        for (boolean isReport : new boolean[] {true, false}) {
            IntStream.range(0, 1 << Byte.SIZE).forEach(type -> {
                Struct struct = Comm.struct(type, isReport);
                if (struct != null) {
                    lines.addAll(LuaStruct.of(struct).declarations());
                }
            });
        }
        return String.join("\n", lines) + "\n";
    }

    private static String structs(boolean isReport) {
        return IntStream.range(0, 1 << Byte.SIZE)
                .mapToObj(type -> struct(type, Comm.struct(type, isReport)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(",\n  ", "\n  ", "\n"));
    }

    private static String struct(int type, @Nullable Struct struct) {
        if (struct == null) {
            return "";
        }
        String blocks = struct.equals(Comm.Init.STRUCT) ? ", has_blocks = true" : "";
        return "[0x%x] = %s".formatted(type, LuaStruct.of(struct).table(blocks));
    }
}
