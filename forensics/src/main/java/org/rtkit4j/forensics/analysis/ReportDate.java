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
    private static final Pattern STAMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?(?: ([+-]\\d{4}))?");
    /// As in `panic-full-2030-01-01-100000.0001.ips`.
    private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)-(\\d\\d)(\\d\\d)(\\d\\d)");

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
        String zone = stamp.group(3) == null ? "+0000" : stamp.group(3);
        return instant(stamp.group(1) + " " + stamp.group(2) + zone);
    }

    private static @Nullable Instant named(String path) {
        Matcher name = NAME.matcher(path);
        return name.find()
                ? instant("%s %s:%s:%s+0000".formatted(name.group(1), name.group(2), name.group(3), name.group(4)))
                : null;
    }

    private static @Nullable Instant instant(String text) {
        try {
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
