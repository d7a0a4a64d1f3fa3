package org.rtkit4j.fleet.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.wire.layout.Direction;

/// The tables that are written row by row. `groups` is made of `reports`, by `GroupRows`.
public final class FleetTables {
    /// Changes with every change of a column. Tables of one output have one version.
    public static final int SCHEMA_VERSION = 1;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    /// Longer texts are cut: characters.
    public static final int MOST_TEXT = ReportWords.MOST;

    public static final RowTable<ReportAnswer> REPORTS = new RowTable<>(
            "reports",
            "one row for each object that `explain --json` prints on a file",
            true,
            List.of(
                    file(ReportAnswer::source),
                    text(
                            "path",
                            "the file's name; null unless names are kept",
                            answer -> answer.source().path()),
                    of("number", IntegerType, "its place among the objects of that file, from 0", ReportAnswer::number),
                    text(
                            "device",
                            "the device's pseudonym; null where nothing tells the device",
                            answer -> answer.source().device()),
                    of(
                            "made",
                            TimestampType,
                            "when the report was made, by its own words; microseconds, UTC; null where it does not say",
                            answer -> answer.made()),
                    day(ReportAnswer::made),
                    text("what", "`crash` of a co-processor; `panic` without one; `none`", ReportAnswer::what),
                    text("format", "`format` of the JSON; null for `none`", FleetTables::format),
                    text(
                            "model",
                            "`iPhone12,1`; null where the report does not say, as all of the machine",
                            answer -> answer.machine(machine(answer).model(), "model")),
                    text(
                            "model_name",
                            "what it is sold as: `iPhone 11`",
                            answer -> answer.machine(machine(answer).modelName(), "modelName")),
                    text(
                            "chip",
                            "`T8103`",
                            answer -> answer.machine(machine(answer).chip(), "chip")),
                    text("system", "the system with its build, as the report has it", FleetTables::system),
                    text("build", "the build alone: `99A1`", answer -> build(system(answer))),
                    text(
                            "class",
                            "the panic's class; null for a crash outside of a panic",
                            answer -> answer.panic() == null
                                    ? null
                                    : answer.panic().cause().panicClass().label()),
                    text(
                            "coprocessor",
                            "who crashed: `DCP`; null where no co-processor did",
                            answer -> answer.crash() == null
                                    ? null
                                    : answer.text(answer.crash().origin().coprocessor())),
                    text("kind", "`kind` of the JSON: how it stopped; of a panic its class; `none`", FleetTables::kind),
                    text(
                            "group_id",
                            "`group` of the JSON: the same for the same cause; null for `none`",
                            answer -> answer.fingerprint() == null
                                    ? null
                                    : answer.fingerprint().id()),
                    text(
                            "signature",
                            "what the group's name is made of; null where the report's message names somebody",
                            ReportAnswer::signature),
                    text(
                            "subject",
                            "the part that the report names; null where it names none",
                            answer -> answer.subject() == null
                                    ? null
                                    : answer.text(answer.subject().part())),
                    text(
                            "sentence",
                            "what happened, in a sentence; null for `none`",
                            answer -> answer.verdict() == null
                                    ? null
                                    : answer.text(answer.verdict().sentence())),
                    text(
                            "sureness",
                            "`certain`, `likely`, `unclear`",
                            answer -> answer.verdict() == null
                                    ? null
                                    : answer.verdict().sureness().label()),
                    text(
                            "reason",
                            "the firmware's or the system's words; of `none`, why there is no crash",
                            answer -> answer.words().text()),
                    of("uptime", LongType, "how long the system had run, in seconds", FleetTables::uptime),
                    of(
                            "warnings",
                            IntegerType,
                            "how many things in the report could not be read or had to be guessed",
                            FleetTables::warnings)));

    public static final RowTable<ReportAnswer> CRASHES = new RowTable<>(
            "crashes",
            "one row for each crash of a co-processor: what is known of its firmware and its place",
            true,
            List.of(
                    file(ReportAnswer::source),
                    of("number", IntegerType, "as in `reports`", ReportAnswer::number),
                    day(ReportAnswer::made),
                    crashText(
                            "coprocessor",
                            "who crashed: `DCP`; `unknown` where the report does not say",
                            crash -> crash.origin().coprocessor()),
                    of(
                            "guessed",
                            BooleanType,
                            "whether that is guessed from the firmware's name",
                            answer -> crash(answer).origin().isGuessed()),
                    crashText(
                            "rtkit",
                            "the RTKit version: `RTKit-2758.1.1.release`",
                            crash -> crash.origin().firmware().rtkit()),
                    crashText(
                            "client",
                            "the firmware built on it",
                            crash -> crash.origin().firmware().client()),
                    text(
                            "firmware_uuid",
                            "of the firmware's build, not of a device",
                            answer -> crash(answer).origin().firmware().uuid()),
                    crashText(
                            "task",
                            "the task that was running",
                            crash -> crash.site().task() == null
                                    ? null
                                    : crash.site().task().name()),
                    text(
                            "time",
                            "the co-processor's counter, in ticks, in hexadecimal",
                            answer -> hex(crash(answer).site().time())),
                    text(
                            "stack",
                            "the call stack, innermost call first, in hexadecimal with blanks between; without the slide"
                                    + " where that is known",
                            answer -> stack(crash(answer))),
                    of(
                            "exception_class",
                            IntegerType,
                            "ESR.EC; null without registers",
                            answer -> exceptionClass(crash(answer))),
                    of(
                            "tasks",
                            IntegerType,
                            "how many tasks the report lists",
                            answer -> crash(answer).tasks().size()),
                    of("messages", IntegerType, "how many rows its mailbox logs have", answer -> rows(crash(answer))),
                    of(
                            "line",
                            IntegerType,
                            "the line of the file on which it starts",
                            answer -> crash(answer).line())));

    public static final RowTable<LoggedMessage> MESSAGES = new RowTable<>(
            "messages",
            "one row for each row of a mailbox log; only with `--messages`",
            true,
            List.of(
                    file(message -> message.answer().source()),
                    of(
                            "number",
                            IntegerType,
                            "as in `reports`",
                            message -> message.answer().number()),
                    day(message -> message.answer().made()),
                    text("log", "`mailbox 0`, `AP log`", LoggedMessage::log),
                    of("row", IntegerType, "its place in that log, from 0", LoggedMessage::number),
                    text(
                            "time",
                            "the counter of whoever kept the log, in ticks, in hexadecimal",
                            message -> hex(message.row().time())),
                    text(
                            "direction",
                            "`AP->IOP`, `IOP->AP`; null where the log records none",
                            message -> direction(message.row().direction())),
                    of(
                            "endpoint",
                            IntegerType,
                            "0 to 255; null for an interrupt",
                            message ->
                                    message.row().isMessage() && message.row().endpoint() >= 0
                                            ? message.row().endpoint()
                                            : null),
                    text("endpoint_name", "its name", LoggedMessage::endpointName),
                    text(
                            "message",
                            "the word, sixteen digits; null for an interrupt",
                            message -> message.row().isMessage()
                                    ? "0x%016x".formatted(message.row().message())
                                    : null),
                    text("decoded", "what it means", message -> message.answer().text(message.decoded()))));

    public static final RowTable<UnreadableFile> UNREADABLE = new RowTable<>(
            "unreadable",
            "one row for each file, member or line that could not be read to its end",
            false,
            List.of(
                    text("file", "its pseudonym", UnreadableFile::file),
                    text("path", "its name; null unless names are kept", UnreadableFile::path),
                    text("reason", "why, in a sentence without a full stop", UnreadableFile::reason)));

    /// The job's own: what it has read.
    public static final RowTable<EndedInput> FILES = new RowTable<>(
            "files",
            "one row for each input that was read, whatever was in it, and for each time that one could not be opened",
            false,
            List.of(
                    text("file", "its pseudonym", EndedInput::file),
                    text("path", "its name; null unless names are kept", EndedInput::path),
                    of("bytes", LongType, "its size", EndedInput::bytes),
                    of("members", LongType, "files found in it; 1 where it is no archive", EndedInput::members),
                    of("answers", LongType, "rows of `reports` that came of it", EndedInput::answers),
                    of("unreadable", LongType, "rows of `unreadable` that came of it", EndedInput::unreadable),
                    text(
                            "again",
                            "why it could not be opened and is tried again by the next run; null where it was read",
                            EndedInput::again)));

    /// Every table that a batch brings rows of; the last is the one that says that it is done.
    public static final List<RowTable<?>> OF_BATCH = List.of(REPORTS, CRASHES, MESSAGES, UNREADABLE, FILES);

    private FleetTables() {}

    private static <T> Column<T> of(String name, DataType type, String meaning, Function<T, @Nullable Object> value) {
        return new Column<>(name, type, meaning, value);
    }

    private static <T> Column<T> text(String name, String meaning, Function<T, @Nullable Object> value) {
        return new Column<>(name, StringType, meaning, value);
    }

    private static Column<ReportAnswer> crashText(
            String name, String meaning, Function<CrashReport, @Nullable String> value) {
        return new Column<>(name, StringType, meaning, answer -> answer.text(value.apply(crash(answer))));
    }

    private static <T> Column<T> file(Function<T, AnswerSource> source) {
        return text(
                "file",
                "the pseudonym of the file, the member or the line",
                thing -> source.apply(thing).file());
    }

    private static <T> Column<T> day(Function<T, @Nullable Instant> made) {
        return of(RowTable.DAY, DateType, "of `made`, in UTC; null where that is", thing -> dayOf(made.apply(thing)));
    }

    private static @Nullable LocalDate dayOf(@Nullable Instant made) {
        return made == null ? null : made.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static CrashReport crash(ReportAnswer answer) {
        CrashReport crash = answer.crash();
        if (crash == null) {
            throw new IllegalArgumentException("a row of crashes needs a crash: number=" + answer.number());
        }
        return crash;
    }

    private static ReportedMachine machine(ReportAnswer answer) {
        return answer.panic() == null
                ? new ReportedMachine("", "", "", "", "", "", "", 0)
                : answer.panic().machine();
    }

    private static @Nullable String format(ReportAnswer answer) {
        if (answer.crash() != null) {
            return answer.crash().format().label();
        }
        return answer.panic() == null ? null : "macos-panic";
    }

    private static String kind(ReportAnswer answer) {
        if (answer.crash() != null) {
            return String.valueOf(answer.text(answer.crash().site().kind().word()));
        }
        return answer.panic() == null
                ? "none"
                : answer.panic().cause().panicClass().label();
    }

    private static @Nullable String system(ReportAnswer answer) {
        String said = answer.machine(machine(answer).system(), "system");
        return said == null ? answer.machine("", "osVersion") : said;
    }

    /// Returns what stands in the last brackets, else the last word: of `iPhone OS 99.1 (99A1)` and of `99A1`, `99A1`.
    static @Nullable String build(@Nullable String system) {
        if (system == null) {
            return null;
        }
        int open = system.lastIndexOf('(');
        int close = system.indexOf(')', Math.max(open, 0));
        return open >= 0 && close > open
                ? system.substring(open + 1, close)
                : system.substring(system.lastIndexOf(' ') + 1);
    }

    private static @Nullable Long uptime(ReportAnswer answer) {
        if (answer.panic() != null && answer.panic().uptime().sinceBoot() != null) {
            return answer.panic().uptime().sinceBoot();
        }
        String seconds = answer.details().getOrDefault("secondsSinceBoot", "");
        return SECONDS.matcher(seconds).matches() ? Long.valueOf(seconds) : null;
    }

    private static int warnings(ReportAnswer answer) {
        return answer.crash() != null
                ? answer.crash().warnings().size()
                : answer.file().warnings().size();
    }

    private static String stack(CrashReport crash) {
        Long slide = crash.origin().aslrSlide();
        return crash.site().callStack().stream()
                .map(call -> hex(slide != null && call.canUnslide(slide) ? call.unslid(slide) : call.address()))
                .collect(Collectors.joining(" "));
    }

    private static @Nullable Integer exceptionClass(CrashReport crash) {
        var registers = crash.site().registers();
        return registers == null || registers.syndrome() == null
                ? null
                : registers.syndrome().exceptionClass();
    }

    private static int rows(CrashReport crash) {
        int own = crash.logs().own().stream().mapToInt(log -> log.rows().size()).sum();
        return own + (crash.logs().ap() == null ? 0 : crash.logs().ap().rows().size());
    }

    private static @Nullable String hex(@Nullable Long value) {
        return value == null ? null : "0x" + Long.toHexString(value);
    }

    private static @Nullable String direction(Direction direction) {
        return switch (direction) {
            case AP_TO_IOP -> "AP->IOP";
            case IOP_TO_AP -> "IOP->AP";
            case BOTH -> null;
        };
    }
}
