package org.rtkit4j.forensics.analysis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When a report was made, by its own words: what its container says, else the clock in the panic, else its file's
/// name. Never the file's own time, which is that of a copy.
public final class ReportDate {
    /// As Apple writes it, `2030-01-01 10:00:00.00 +0100`, and as ISO 8601 has it.
    private static final Pattern STAMP =
            Pattern.compile("(?:^|\\D)(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(?:[.,]\\d+)?"
                    + "(?: ?([+-]\\d\\d(?::?\\d\\d)?|Z))?");
    /// As in `panic-full-2030-01-01-100000.0001.ips`.
    private static final Pattern NAME = Pattern.compile("(?:^|\\D)(\\d{4}-\\d\\d-\\d\\d)-(\\d\\d)(\\d\\d)(\\d\\d)");

    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxx", Locale.ROOT);
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private ReportDate() {}

    /// Returns the date, or null where nothing tells. A time without a zone is taken for UTC.
    ///
    /// @param details those of the report
    public static @Nullable Instant of(String path, Map<String, String> details) {
        Instant stamp = parsed(STAMP.matcher(details.getOrDefault("reportTime", "")));
        if (stamp != null) {
            return stamp;
        }
        String seconds = details.getOrDefault("calendarSeconds", "");
        return seconds.matches("[0-9]{1,10}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : named(path);
    }

    private static @Nullable Instant parsed(Matcher stamp) {
        if (!stamp.find()) {
            return null;
        }
        return instant(stamp.group(1) + " " + stamp.group(2) + offset(stamp.group(3)));
    }

    private static String offset(@Nullable String zone) {
        if (zone == null || zone.equals("Z")) {
            return "+0000";
        }
        String digits = zone.replace(":", "");
        return digits.length() < "+0000".length() ? digits + "00" : digits;
    }

    private static @Nullable Instant named(String path) {
        Matcher name = NAME.matcher(path);
        return name.find()
                ? instant("%s %s:%s:%s+0000".formatted(name.group(1), name.group(2), name.group(3), name.group(4)))
                : null;
    }

    // By a pattern the 30th of February would be the 28th; by itself it is no day.
    private static @Nullable Instant instant(String text) {
        try {
            LocalDate.parse(text.substring(0, "2030-01-01".length()));
            return OffsetDateTime.parse(text, WITH_OFFSET).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Returns the beginning of a day, or a time of it, as an option names it.
    ///
    /// @throws DateTimeException if the text is neither
    public static Instant ofOption(String text) {
        return text.length() > "2030-01-01".length()
                ? LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC)
                : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /// Returns a date as people read it, in UTC, to the minute.
    public static String shown(Instant when) {
        return SHOWN.format(when.atOffset(ZoneOffset.UTC));
    }
}
