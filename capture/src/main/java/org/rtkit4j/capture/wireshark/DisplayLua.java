package org.rtkit4j.capture.wireshark;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.SubHead;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.RemoteCall;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Vocabulary;

/// The part of the dissector that reads entries of rings, and a display's memory: the boot loader's commands, and the
/// operating system's calls.
final class DisplayLua {
    private static final int SUB_HEAD = Entry.HEAD_BYTES + Epic.Head.BYTES;
    private static final int MOST_TYPE = 0xff;

    private DisplayLua() {}

    /// Returns the script's template with this part filled in.
    static String into(String template) {
        return template.replace("@DISPLAY@", "" + CaptureFrame.code(Vocabulary.DCP))
                .replace("@IOMFB@", "" + Iomfb.ENDPOINT)
                .replace("@IBOOT@", "" + Iboot.ENDPOINT)
                .replace("@ENTRY_BYTES@", "" + (Entry.HEAD_BYTES + Epic.HEADS_BYTES))
                .replace("@ENTRY_LENGTH_AT@", "" + (SUB_HEAD + SubHead.LENGTH.offset()))
                .replace("@ENTRY_CHANNEL_AT@", "" + Entry.CHANNEL.offset())
                .replace("@ENTRY_VERSION_AT@", "" + (SUB_HEAD + SubHead.VERSION.offset()))
                .replace("@ENTRY_CATEGORY_AT@", "" + (SUB_HEAD + SubHead.CATEGORY.offset()))
                .replace("@ENTRY_TYPE_AT@", "" + (SUB_HEAD + SubHead.TYPE.offset()))
                .replace("@ENTRY_TAG_AT@", "" + (SUB_HEAD + SubHead.TAG.offset()))
                .replace("@SENSOR_TAG_AT@", "" + (SUB_HEAD + SubHead.SENSOR_TAG.offset()))
                .replace("@SENSOR@", "" + SubHead.SENSOR)
                .replace("@CALL_BYTES@", "" + CallPacket.HEAD_BYTES)
                .replace("@ANNOUNCE@", "" + Epic.Type.ANNOUNCE)
                .replace("@ANNOUNCE_NAME_BYTES@", "" + Epic.Announce.NAME_BYTES)
                .replace("@REPORTS@", "" + Epic.Category.REPORT)
                .replace("@NOTIFIES@", "" + Epic.Category.NOTIFY)
                .replace("@CATEGORIES@", names(Epic.Category::name))
                .replace("@EPIC_TYPES@", names(Epic.Type::name))
                .replace("@IBOOT_OPERATIONS@", names(Iboot.Operation::name))
                .replace("@CALL_NAMES@", calls());
    }

    // Numbers without a name are written as numbers.
    private static String names(LongFunction<String> naming) {
        return IntStream.rangeClosed(0, MOST_TYPE)
                .filter(each -> Character.isLetter(naming.apply(each).charAt(0)))
                .mapToObj(each -> "[%d] = %s".formatted(each, LuaText.quoted(naming.apply(each))))
                .collect(Collectors.joining(", "));
    }

    // A number that means two things in two generations has both names.
    private static String calls() {
        Map<String, String> names = new TreeMap<>();
        for (IomfbVersion version : IomfbVersion.values()) {
            Stream.<RemoteCall>concat(Arrays.stream(IomfbMethod.values()), Arrays.stream(IomfbCallback.values()))
                    .filter(call -> call.isIn(version))
                    .forEach(call -> names.merge(
                            CallPacket.text(call.tag(version)),
                            call.label(),
                            (one, other) -> one.equals(other) ? one : one + " or " + other));
        }
        return names.entrySet().stream()
                .map(each -> "%s = %s".formatted(each.getKey(), LuaText.quoted(each.getValue())))
                .collect(Collectors.joining(", "));
    }
}
