package org.rtkit4j.capture.wireshark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.conversation.Exchange;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Syslog;
import org.rtkit4j.wire.message.Vocabulary;
import org.rtkit4j.wire.register.MailboxWord;

/// Writes the Wireshark dissector: what does not change comes from `dissector.lua`, the rest from the layouts.
public final class Dissector {
    private static final String TEMPLATE = "dissector.lua";
    private static final String MAILBOX = "mailbox";

    private Dissector() {}

    /// Returns the script.
    public static String lua() {
        List<LayoutGroup> groups = LayoutGroup.all();
        return SensorLua.into(DisplayLua.into(DockLua.into(template())))
                .replace("@HEAD_BYTES@", "" + CaptureFrame.HEAD_BYTES)
                .replace("@VERSION@", "" + CaptureFrame.VERSION)
                .replace("@SYSLOG_CONTEXT_AT@", "" + Syslog.Entry.CONTEXT.offset())
                .replace("@SYSLOG_HEAD_BYTES@", "" + Syslog.Entry.STRUCT.sizeBytes())
                .replace("@VOCABULARIES@", vocabularies())
                .replace("@FIELDS@", fields(groups))
                .replace("@GROUPS@", groups.stream().map(Dissector::group).collect(Collectors.joining()))
                .replace("@PLACES@", groups.stream().map(Dissector::places).collect(Collectors.joining()))
                .replace("@ENDPOINT_NAMES@", endpointNames())
                .replace("@COUNTERS@", counters());
    }

    private static String template() {
        try (InputStream stream = Dissector.class.getResourceAsStream(TEMPLATE)) {
            return new String(Objects.requireNonNull(stream, TEMPLATE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String vocabularies() {
        return CaptureFrame.vocabularies().stream()
                .map(each -> "[%d] = %s".formatted(CaptureFrame.code(each), LuaText.quoted(each.label())))
                .collect(Collectors.joining(", "));
    }

    private static String fields(List<LayoutGroup> groups) {
        var text = new StringBuilder();
        for (Bits bits : counterBits()) {
            text.append(LuaField.of(MAILBOX, bits).declaration()).append('\n');
        }
        for (LayoutGroup group : groups) {
            group.fields()
                    .values()
                    .forEach(field -> text.append(field.declaration()).append('\n'));
        }
        return text.toString();
    }

    private static String group(LayoutGroup group) {
        var text = new StringBuilder("groups[%s] = {layouts = {\n".formatted(LuaText.quoted(group.name())));
        group.layouts().forEach(layout -> text.append(layout(group, layout)));
        text.append("}, exchanges = {\n");
        group.exchanges().forEach(exchange -> text.append(exchange(exchange)));
        return text.append("}}\n").toString();
    }

    private static String layout(LayoutGroup group, Layout layout) {
        boolean isContextual = layout == SmcMsg.SHARED_MEMORY || layout == Crashlog.CRASHED;
        var text = new StringBuilder("  {name = %s, direction = %d, mask = %s, value = %s, known = %s%s, items = {\n"
                .formatted(
                        LuaText.quoted(layout.name()),
                        CaptureFrame.code(layout.direction()),
                        LuaText.u64(layout.keyMask()),
                        LuaText.u64(layout.word()),
                        LuaText.u64(~layout.unknownBits(-1L)),
                        isContextual ? ", contextual = true" : ""));
        layout.keys().forEach(bits -> text.append(item(group, bits, true)));
        layout.fields().forEach(bits -> text.append(item(group, bits, false)));
        return text.append("  }},\n").toString();
    }

    private static String item(LayoutGroup group, Bits bits, boolean isKey) {
        LuaField field = Objects.requireNonNull(group.fields().get(bits.name()));
        return "    " + item(field, bits) + (isKey ? ", key = true},\n" : "},\n");
    }

    private static String item(LuaField field, Bits bits) {
        boolean isDecimal = bits.type().equals(FieldType.DEC)
                || bits.type().equals(FieldType.FLAG)
                || bits.type().equals(FieldType.BYTES)
                || bits.type().equals(FieldType.PAGES_4K);
        return "{field = %s, name = %s, low = %d, high = %d, max = %s, shift = %d%s%s%s%s%s"
                .formatted(
                        field.variable(),
                        LuaText.quoted(bits.name()),
                        bits.low(),
                        bits.high(),
                        LuaText.u64(bits.maximum()),
                        LuaField.shift(bits.type()),
                        field.isWide() ? ", wide = true" : "",
                        field.isText() ? ", text = true" : "",
                        isDecimal ? ", decimal = true" : "",
                        bits.type().equals(Endpoints.TYPE) ? ", endpoint = true" : "",
                        field.names().isEmpty() ? "" : ", names = " + field.names());
    }

    private static String exchange(Exchange exchange) {
        return "  {asks = %d, nests = %b, key = %s, expected = %s, requests = {%s}, answers = {%s}},\n"
                .formatted(
                        CaptureFrame.code(exchange.asks()),
                        exchange.nests(),
                        LuaText.u64(exchange.keyMask()),
                        LuaText.quoted(exchange.expected()),
                        sides(exchange.requests()),
                        sides(exchange.answers()));
    }

    private static String sides(List<Exchange.Side> sides) {
        return sides.stream()
                .map(side -> "{layout = %s, mask = %s, value = %s}"
                        .formatted(
                                LuaText.quoted(side.layout().name()),
                                LuaText.u64(side.mask()),
                                LuaText.u64(side.value())))
                .collect(Collectors.joining(", "));
    }

    private static String places(LayoutGroup group) {
        return group.places().stream()
                .map(place -> "places[%d] = {group = groups[%s], name = %s}\n"
                        .formatted(
                                place.vocabulary() * Endpoints.COUNT + place.endpoint(),
                                LuaText.quoted(group.name()),
                                LuaText.quoted(place.name())))
                .collect(Collectors.joining());
    }

    private static String endpointNames() {
        var text = new StringBuilder();
        for (Vocabulary vocabulary : CaptureFrame.vocabularies()) {
            for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
                String name = vocabulary.endpointName(endpoint);
                if (vocabulary.layouts(endpoint).isEmpty()
                        && (endpoint < Endpoints.FIRST_APP || !name.equals(Endpoints.name(endpoint)))) {
                    text.append("endpoint_name[%d] = %s\n"
                            .formatted(
                                    CaptureFrame.code(vocabulary) * Endpoints.COUNT + endpoint, LuaText.quoted(name)));
                }
            }
        }
        return text.toString();
    }

    private static String counters() {
        return counterBits().stream()
                .map(bits -> item(LuaField.of(MAILBOX, bits), bits) + "}")
                .collect(Collectors.joining(", "));
    }

    private static List<Bits> counterBits() {
        return List.of(
                MailboxWord.OUTGOING_COUNT,
                MailboxWord.INCOMING_COUNT,
                MailboxWord.OUTGOING_POINTER,
                MailboxWord.INCOMING_POINTER);
    }
}
