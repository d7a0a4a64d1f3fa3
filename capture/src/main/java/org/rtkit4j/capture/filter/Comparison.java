package org.rtkit4j.capture.filter;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Endpoints;

/// One comparison of a filter, made once and asked for each message.
final class Comparison {
    private static final int NANO_DIGITS = 9;

    private Comparison() {}

    /// @throws IllegalArgumentException if the value cannot be compared with the subject
    static MessageFilter of(String subject, Operator operator, String value) {
        return switch (subject) {
            case "endpoint", "ep" -> endpoint(operator, value);
            case "type" -> type(operator, value);
            case "direction", "dir" -> direction(operator, value);
            case "interface", "if" -> interfaceOf(operator, value);
            case "time" -> {
                long nanos = nanos(value);
                yield message -> operator.holds(Long.compare(message.sinceStartNanos(), nanos));
            }
            case "latency" -> {
                long nanos = nanos(value);
                yield message ->
                        message.latencyNanos() >= 0 && operator.holds(Long.compare(message.latencyNanos(), nanos));
            }
            case "msg0" -> {
                long word = requireNumber(value);
                yield message -> operator.holds(Long.compareUnsigned(message.msg0(), word));
            }
            default -> field(subject, operator, value);
        };
    }

    private static MessageFilter endpoint(Operator operator, String value) {
        Long number = number(value);
        if (number != null) {
            if (number < 0 || number >= Endpoints.COUNT) {
                throw new IllegalArgumentException("no endpoint has such a number, they end at 0xff");
            }
            return message -> operator.holds(Long.compare(message.endpoint(), number));
        }
        operator.holds(true);
        return message -> operator.holds(message.endpointName().equalsIgnoreCase(value));
    }

    private static MessageFilter type(Operator operator, String value) {
        Long number = number(value);
        if (number == null) {
            operator.holds(true);
            return message -> operator.holds(message.type().equalsIgnoreCase(value) || message.isCall(value));
        }
        return message -> {
            Bits key = key(message.layout());
            return key != null && operator.holds(Long.compareUnsigned(key.get(message.msg0()), number));
        };
    }

    private static MessageFilter direction(Operator operator, String value) {
        Direction wanted = switch (value.toLowerCase(Locale.ROOT)) {
            case "ap", "ap-iop", "ap_to_iop" -> Direction.AP_TO_IOP;
            case "iop", "iop-ap", "iop_to_ap" -> Direction.IOP_TO_AP;
            case "unknown" -> Direction.BOTH;
            default -> throw new IllegalArgumentException("a direction is ap or iop, by who sends");
        };
        operator.holds(true);
        return message -> operator.holds(message.direction() == wanted);
    }

    private static MessageFilter interfaceOf(Operator operator, String value) {
        Long number = number(value);
        if (number != null) {
            return message -> operator.holds(Long.compare(message.interfaceOf().number(), number));
        }
        operator.holds(true);
        return message -> operator.holds(message.interfaceOf().name().equalsIgnoreCase(value));
    }

    /// A field by its name: false for messages that have none of that name.
    private static MessageFilter field(String name, Operator operator, String value) {
        Long number = number(value);
        if (number == null) {
            operator.holds(true);
        }
        return message -> {
            Bits field = field(message.layout(), name);
            return field != null && holds(field, operator, value, number, message);
        };
    }

    private static boolean holds(
            Bits field, Operator operator, String value, @Nullable Long number, CapturedMessage message) {
        long found = field.get(message.msg0());
        if (number != null && !field.type().equals(FieldType.FOURCC)) {
            return operator.holds(Long.compareUnsigned(found, number));
        }
        String text = field.type().format(found);
        boolean isEqual = text.equalsIgnoreCase(value) || text.equals("'" + value + "'");
        boolean isOrdered = operator != Operator.EQUAL && operator != Operator.DIFFERENT;
        return isOrdered ? operator.holds(text.compareTo("'" + value + "'")) : operator.holds(isEqual);
    }

    private static @Nullable Bits key(@Nullable Layout layout) {
        return layout == null || layout.keys().isEmpty() ? null : layout.keys().getFirst();
    }

    private static @Nullable Bits field(@Nullable Layout layout, String name) {
        if (layout == null) {
            return null;
        }
        for (Bits field : layout.fields()) {
            if (field.name().equalsIgnoreCase(name)) {
                return field;
            }
        }
        return null;
    }

    private static long nanos(String seconds) {
        try {
            return new BigDecimal(seconds).movePointRight(NANO_DIGITS).longValue();
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("not a number of seconds");
        }
    }

    private static long requireNumber(String value) {
        Long number = number(value);
        if (number == null) {
            throw new IllegalArgumentException("not a number");
        }
        return number;
    }

    /// Returns the number that a value is, or null.
    static @Nullable Long number(String value) {
        try {
            return value.startsWith("0x") || value.startsWith("0X")
                    ? Long.parseUnsignedLong(value.substring(2), 16)
                    : Long.parseUnsignedLong(value);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
