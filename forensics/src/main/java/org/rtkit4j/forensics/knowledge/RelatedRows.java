package org.rtkit4j.forensics.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.SensorElement;
import org.rtkit4j.forensics.analysis.Subject;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.SystemPanic;
import org.rtkit4j.forensics.model.TaskRef;

/// The rows of the knowledge base that a report calls up: where its sensors sit, what repairers' lists name first
/// for its kind, which of its terms are explained.
public final class RelatedRows {
    private RelatedRows() {}

    /// What lists on the web say of it; the report proves none of it.
    public static List<KnowledgeRow> lists(CrashReport report) {
        String model = report.details().getOrDefault("model", "");
        List<KnowledgeRow> rows = new ArrayList<>(sensors(report, model));
        Map<String, String> known = Map.of(
                "coprocessor", report.origin().coprocessor(),
                "kind", report.site().kind().word(),
                "class", "");
        rows.addAll(hints(known, report.site().reason(), model));
        return rows;
    }

    /// The same for a panic in which no co-processor crashed.
    public static List<KnowledgeRow> lists(SystemPanic panic) {
        String model = panic.machine().model();
        List<KnowledgeRow> rows = new ArrayList<>();
        panic.cause().missingSensors().forEach(sensor -> rows.addAll(named(sensor, model)));
        Map<String, String> known = Map.of(
                "coprocessor",
                "",
                "kind",
                "",
                "class",
                panic.cause().panicClass().name());
        rows.addAll(hints(known, panic.cause().message(), model));
        return rows;
    }

    /// The terms that come up in a crash's report.
    public static List<KnowledgeRow> terms(CrashReport report) {
        TaskRef task = report.site().task();
        String name = task == null || task.name() == null ? "" : task.name();
        return terms(report.origin().coprocessor(), report.site().reason() + "\n" + name);
    }

    /// The terms that come up in a panic's text.
    public static List<KnowledgeRow> terms(SystemPanic panic) {
        return terms(panic.cause().subject(), panic.cause().message());
    }

    private static List<KnowledgeRow> terms(String who, String text) {
        return Knowledge.terms().stream()
                .filter(row -> isOf(row.key(), who) || isIn(row.fieldOrEmpty("words"), text))
                .toList();
    }

    /// `DCPEXT0` and `ANS2` are of `DCP` and `ANS`.
    private static boolean isOf(String family, String name) {
        return name.startsWith(family)
                && name.substring(family.length())
                        .chars()
                        .allMatch(c -> Character.isDigit(c) || Character.isUpperCase(c));
    }

    private static boolean isIn(String words, String text) {
        return !words.isEmpty() && text.contains(words);
    }

    private static List<KnowledgeRow> sensors(CrashReport report, String model) {
        @Nullable Subject subject = Subject.of(report);
        List<KnowledgeRow> rows = new ArrayList<>();
        if (subject != null) {
            subject.elements().forEach(element -> rows.addAll(ofArray(element, model)));
        }
        return rows;
    }

    /// The rows of the whole value; where no list has it, those of the bits that are set in it.
    private static List<KnowledgeRow> ofArray(SensorElement element, String model) {
        List<KnowledgeRow> whole = new ArrayList<>();
        List<KnowledgeRow> bits = new ArrayList<>();
        for (KnowledgeRow row : Knowledge.parts()) {
            String array = row.fieldOrEmpty("array");
            long value = array.isEmpty() ? 0 : Long.decode(array);
            boolean fits = value != 0 && fits(row, model);
            if (fits && value == element.value()) {
                whole.add(row);
            } else if (fits && (value & element.value()) == value) {
                bits.add(row);
            }
        }
        return whole.isEmpty() ? bits : whole;
    }

    private static List<KnowledgeRow> named(String sensor, String model) {
        return Knowledge.parts().stream()
                .filter(row -> row.fieldOrEmpty("sensor").equalsIgnoreCase(sensor) && fits(row, model))
                .toList();
    }

    private static List<KnowledgeRow> hints(Map<String, String> known, String text, String model) {
        return Knowledge.hints().stream()
                .filter(row -> known.entrySet().stream().allMatch(each -> isSame(row, each.getKey(), each.getValue())))
                .filter(row -> text.contains(row.fieldOrEmpty("words")))
                .filter(row -> row.fieldOrEmpty("models").isEmpty() || fits(row, model))
                .toList();
    }

    /// Whether a field that the row has is that of the report; of a co-processor the family counts.
    private static boolean isSame(KnowledgeRow row, String field, String value) {
        String wanted = row.fieldOrEmpty(field);
        return wanted.isEmpty() || wanted.equals(value) || (field.equals("coprocessor") && isOf(wanted, value));
    }

    /// Whether a row is for a model: its identifier, its number's beginning (`iPhone10`), or its family.
    private static boolean fits(KnowledgeRow row, String model) {
        for (String each : row.fieldOrEmpty("models").split(" ", -1)) {
            boolean isFamily = each.chars().noneMatch(Character::isDigit);
            if (!each.isEmpty() && (model.equals(each) || model.startsWith(isFamily ? each : each + ","))) {
                return true;
            }
        }
        return false;
    }
}
