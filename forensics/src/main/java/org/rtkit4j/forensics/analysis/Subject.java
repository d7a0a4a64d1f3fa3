package org.rtkit4j.forensics.analysis;

import static org.rtkit4j.wire.message.CoprocessorKind.ACIO;
import static org.rtkit4j.wire.message.CoprocessorKind.ANS;
import static org.rtkit4j.wire.message.CoprocessorKind.AOP;
import static org.rtkit4j.wire.message.CoprocessorKind.DCP;
import static org.rtkit4j.wire.message.CoprocessorKind.GFX;
import static org.rtkit4j.wire.message.CoprocessorKind.SMC;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.PanicCause;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.wire.message.CoprocessorKind;

/// The part or sensor that the firmware names in its message, or failing that, in the name of its task.
///
/// Known by words that mean it; [SubjectWords] has the list. What the firmware names need not be what is broken.
///
/// @param part in plain language, for example `DisplayPort transmitter`
/// @param words the report's own, from which that follows
/// @param elements of sensor arrays: which sensors did not answer; mostly none
public record Subject(String part, String words, List<SensorElement> elements) {
    private static final int MOST_WORDS = 120;
    private static final Pattern NAMES =
            Pattern.compile("(?:failure,|array \\d{1,20} \\()((?:[ ,]{0,3}[A-Z][A-Za-z0-9]{3}\\b){1,16})");
    private static final Pattern SENSOR = Pattern.compile(
            "(?i:sensors?) ((?i:bus|hub|array|link)(?: \\d{1,4})?|\\d{1,4}|[A-Za-z]{1,3}\\d[0-9A-Za-z]?)\\b");

    public Subject {
        elements = List.copyOf(elements);
    }

    /// A subject without sensor arrays.
    public Subject(String part, String words) {
        this(part, words, List.of());
    }

    /// Returns the subject, or null where the report names none.
    public static @Nullable Subject of(CrashReport report) {
        String message = report.site().reason();
        Subject sensors = SensorElement.isIn(message) ? arrays(message) : sensors(message);
        if (sensors != null) {
            return sensors;
        }
        Subject named = find(report.origin().coprocessor(), message);
        TaskRef task = report.site().task();
        if (named != null || task == null || task.name() == null) {
            return named;
        }
        return find(report.origin().coprocessor(), task.name());
    }

    /// The elements that are not zero, and the names that stand beside them; null where all are zero.
    private static @Nullable Subject arrays(String message) {
        List<SensorElement> elements = SensorElement.in(message);
        if (elements.isEmpty()) {
            return null;
        }
        Matcher names = NAMES.matcher(message);
        String named = names.find() ? String.join(", ", names.group(1).strip().split("[ ,]+", -1)) : "";
        String arrays =
                "sensor array " + elements.stream().map(Object::toString).collect(Collectors.joining("; "));
        String part = arrays + ": the sensors that did not answer" + (named.isEmpty() ? "" : ", " + named);
        String words = message.lines()
                .filter(line ->
                        line.contains("sensor array") && !SensorElement.in(line).isEmpty())
                .findFirst()
                .orElse("");
        return new Subject(part, cut(words.strip()), elements);
    }

    /// Returns what a panic of the whole system names: sensors that do not answer, a service, a driver or a device;
    /// null where it names none.
    public static @Nullable Subject of(SystemPanic panic) {
        PanicCause cause = panic.cause();
        if (!cause.missingSensors().isEmpty()) {
            String names = String.join(", ", cause.missingSensors());
            return new Subject(cut("sensor " + names), cut("Missing sensor(s): " + names));
        }
        return cause.subject().isEmpty() ? null : new Subject(cut(cause.subject()), cut(cause.subject()));
    }

    /// `Missing sensor(s): mic1 prs0`: a list of names behind the word.
    private static @Nullable Subject sensors(String message) {
        int at = message.toLowerCase(Locale.ROOT).indexOf("sensor");
        if (at < 0) {
            return null;
        }
        int start = message.lastIndexOf('\n', at) + 1;
        int feed = message.indexOf('\n', at);
        String line =
                message.substring(start, feed < 0 ? message.length() : feed).strip();
        int colon = line.indexOf(':', at - start > line.length() ? 0 : Math.max(0, at - start));
        String names = colon < 0 ? "" : line.substring(colon + 1).strip();
        String part = names.isEmpty() ? closer(line) : "sensor " + String.join(", ", names.split("[ ,]+", -1));
        return new Subject(cut(part), cut(line));
    }

    /// The sensor's key, its bus or its number, where one stands beside the word.
    private static String closer(String line) {
        Matcher sensor = SENSOR.matcher(line);
        return sensor.find() ? "sensor " + sensor.group(1) : "sensor";
    }

    private static @Nullable Subject find(String coprocessor, String text) {
        CoprocessorKind kind = CoprocessorKind.of(coprocessor);
        for (SubjectWords entry : SubjectWords.ALL) {
            if (entry.isOf(kind)) {
                int at = entry.findIn(text);
                if (at >= 0) {
                    return new Subject(
                            entry.part(), cut(wordsAround(text, at, entry.word().length())));
                }
            }
        }
        return null;
    }

    /// The words that a match touches, or the place in the source, without punctuation around them.
    private static String wordsAround(String text, int at, int length) {
        int start = at;
        while (start > 0 && isOfWord(text.charAt(start - 1))) {
            start--;
        }
        int end = at + length;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end).replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9)]+$", "");
    }

    private static boolean isOfWord(char c) {
        return c < 0x7f && (Character.isLetterOrDigit(c) || "_-.:".indexOf(c) >= 0);
    }

    private static String cut(String text) {
        return text.length() > MOST_WORDS ? text.substring(0, MOST_WORDS) : text;
    }

    /// The words to look for; the first that matches counts.
    ///
    /// @param kind whose firmware says so; null for all
    /// @param word as firmware writes it: capitals match capitals only, small letters any
    record SubjectWords(@Nullable CoprocessorKind kind, String word, String part) {
        static final List<SubjectWords> ALL = List.of(
                new SubjectWords(DCP, "DPTX", "DisplayPort transmitter"),
                new SubjectWords(DCP, "HPD", "hot-plug detection of a display"),
                new SubjectWords(DCP, "EDID", "identification data of a display"),
                new SubjectWords(DCP, "backlight", "backlight"),
                new SubjectWords(DCP, "pipe", "display pipe"),
                new SubjectWords(DCP, "swap", "queue of frames to be shown"),
                new SubjectWords(DCP, "dcpav", "DisplayPort audio and video"),
                new SubjectWords(DCP, "iomfb", "frame buffer service"),
                new SubjectWords(ANS, "CQ", "storage completion queue"),
                new SubjectWords(ANS, "SQ", "storage submission queue"),
                new SubjectWords(ANS, "queue", "storage queue"),
                new SubjectWords(ANS, "NAND", "flash memory"),
                new SubjectWords(ANS, "flash", "flash memory"),
                new SubjectWords(ANS, "PCIe", "link to the flash memory"),
                new SubjectWords(SMC, "I2C", "I2C bus of sensors"),
                new SubjectWords(SMC, "i2c", "I2C bus of sensors"),
                new SubjectWords(SMC, "SPMI", "bus of the power chips"),
                new SubjectWords(SMC, "spmi", "bus of the power chips"),
                new SubjectWords(SMC, "battery", "battery"),
                new SubjectWords(SMC, "charger", "charger"),
                new SubjectWords(SMC, "temperature", "temperature measurement"),
                new SubjectWords(SMC, "thermal", "temperature measurement"),
                new SubjectWords(SMC, "fan", "fan"),
                new SubjectWords(SMC, "PMU", "power management unit"),
                new SubjectWords(AOP, "microphone", "microphone"),
                new SubjectWords(AOP, "mic1", "microphone"),
                new SubjectWords(AOP, "mic2", "microphone"),
                new SubjectWords(AOP, "mic3", "microphone"),
                new SubjectWords(AOP, "proximity", "proximity sensor"),
                new SubjectWords(AOP, "pressure", "pressure sensor"),
                new SubjectWords(AOP, "gyro", "motion sensor"),
                new SubjectWords(AOP, "accelerometer", "motion sensor"),
                new SubjectWords(AOP, "compass", "compass"),
                new SubjectWords(AOP, "audio", "audio"),
                new SubjectWords(ACIO, "lane", "lane of a Thunderbolt port"),
                new SubjectWords(ACIO, "PHY", "physical layer of a Thunderbolt port"),
                new SubjectWords(ACIO, "port", "Thunderbolt port"),
                new SubjectWords(GFX, "channel", "command channel of the graphics processor"),
                new SubjectWords(null, "OUTBOX", "mailbox towards another processor"),
                new SubjectWords(null, "mailbox", "mailbox towards another processor"),
                new SubjectWords(null, "watchdog", "watchdog"),
                new SubjectWords(null, "DART", "address translation"),
                new SubjectWords(null, "heap", "memory of the firmware's own"),
                new SubjectWords(null, "stack overflow", "stack of a task"));

        boolean isOf(CoprocessorKind other) {
            return kind == null || kind == other;
        }

        /// Returns where the word stands, or -1. Small letters must begin a word; capitals may stand inside one.
        int findIn(String text) {
            boolean small = Character.isLowerCase(word.charAt(0));
            String where = small ? text.toLowerCase(Locale.ROOT) : text;
            int at = where.indexOf(word);
            while (at >= 0 && !fits(text, at, small)) {
                at = where.indexOf(word, at + 1);
            }
            return at;
        }

        private boolean fits(String text, int at, boolean small) {
            boolean begins = at == 0 || !Character.isLetter(text.charAt(at - 1));
            boolean isCamel =
                    at > 0 && Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(text.charAt(at - 1));
            int end = at + word.length();
            boolean ends = end >= text.length() || !Character.isLowerCase(text.charAt(end));
            boolean isShort = word.length() <= 2;
            return small ? begins || isCamel : !isShort || (begins && ends);
        }
    }
}
