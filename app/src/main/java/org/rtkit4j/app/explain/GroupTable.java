package org.rtkit4j.app.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.analysis.ReportDate;

/// Crashes by group: how many, and one of each. Keeps no report.
final class GroupTable implements JsonDocument {
    /// More groups than these are counted together.
    private static final int MOST_GROUPS = 10_000;

    private static final int COLUMNS = 100;

    private final Map<String, Group> groups = new HashMap<>();
    private long files;
    private long withoutCrash;
    private long unreadable;
    private long crashes;
    private long panics;
    private long inFurtherGroups;

    private final @Nullable Instant since;

    /// @param since groups whose first dated report is not before it are new; null where nobody asks
    GroupTable(@Nullable Instant since) {
        this.since = since;
    }

    /// One group, by the first of its files in the order of their names.
    ///
    /// @param first the earliest date of its reports, or null where none has one
    /// @param last the latest
    private record Group(
            long count,
            CrashRow representative,
            @Nullable Instant first,
            @Nullable Instant last) {
        static Group of(CrashRow row) {
            return new Group(1, row, row.moment().when(), row.moment().when());
        }

        Group with(CrashRow row) {
            boolean isEarlier = row.path().compareTo(representative.path()) < 0;
            Instant when = row.moment().when();
            return new Group(
                    count + 1,
                    isEarlier ? row : representative,
                    first == null || (when != null && when.isBefore(first)) ? when : first,
                    last == null || (when != null && when.isAfter(last)) ? when : last);
        }

        boolean isNewSince(@Nullable Instant day) {
            return day != null && first != null && !first.isBefore(day);
        }

        String shown() {
            return first == null || last == null
                    ? ""
                    : first.equals(last)
                            ? ReportDate.shown(first)
                            : ReportDate.shown(first) + " to " + ReportDate.shown(last);
        }
    }

    void add(FolderFile file) {
        files += file.files();
        withoutCrash += file.withoutCrash();
        unreadable += file.unreadable().size();
        for (CrashRow row : file.rows()) {
            crashes++;
            panics += row.isPanic() ? 1 : 0;
            Group known = groups.get(row.group());
            if (known == null && groups.size() >= MOST_GROUPS) {
                inFurtherGroups++;
            } else {
                groups.put(row.group(), known == null ? Group.of(row) : known.with(row));
            }
        }
    }

    /// Returns how many crashes and panics there are.
    long crashes() {
        return crashes;
    }

    /// Returns how many files were read.
    long files() {
        return files;
    }

    /// The largest group first; equal ones by their id.
    private List<Group> bySize() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong(Group::count)
                        .reversed()
                        .thenComparing(group -> group.representative().group()))
                .toList();
    }

    void print(PrintWriter out) {
        String ofThem = panics == 0
                ? ""
                : ", %d of them %s without a co-processor's crash"
                        .formatted(panics, Amount.word(panics, "a panic", "panics"));
        out.printf(
                "%s in %s%s; %d of %s without one%n",
                Amount.of(crashes, "crash", "crashes"),
                Amount.of(groups.size(), "group"),
                ofThem,
                withoutCrash,
                Amount.of(files, "file"));
        Instant day = since;
        if (day != null) {
            long fresh = groups.values().stream()
                    .filter(group -> group.isNewSince(day))
                    .count();
            out.printf("%s new since %s%n", Amount.of(fresh, "group is", "groups are"), ReportDate.shown(day));
        }
        out.printf("%n%7s  %-20s  %s%n", "crashes", "group", "what happened, and a report that shows it");
        for (Group group : bySize()) {
            CrashRow row = group.representative();
            String mark = group.isNewSince(since) ? "NEW: " : "";
            out.printf("%7d  %-20s  %s%n", group.count(), row.group(), cut(mark + row.verdict()));
            if (!group.shown().isEmpty()) {
                out.printf("%7s  %-20s  %s%n", "", "", group.shown());
            }
            if (!row.reason().isEmpty()) {
                out.printf("%7s  %-20s  %s%n", "", "", cut(row.reason()));
            }
            out.printf("%7s  %-20s  %s%n", "", "", Terminal.escape(row.path()));
        }
        if (inFurtherGroups > 0) {
            out.printf("%7d  in further groups: more than %d are not told apart%n", inFurtherGroups, MOST_GROUPS);
        }
    }

    private static String cut(String text) {
        return text.length() > COLUMNS ? text.substring(0, COLUMNS - 3) + "..." : text;
    }

    /// Writes the fields of the document, without the braces round them.
    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeNumberField("files", files);
        json.writeNumberField("filesWithoutCrash", withoutCrash);
        json.writeNumberField("filesUnreadable", unreadable);
        json.writeNumberField("crashes", crashes - panics);
        json.writeNumberField("panics", panics);
        json.writeNumberField("inFurtherGroups", inFurtherGroups);
        json.writeArrayFieldStart("groups");
        for (Group group : bySize()) {
            group(group, json);
        }
        json.writeEndArray();
    }

    private void group(Group group, JsonGenerator json) throws IOException {
        CrashRow row = group.representative();
        json.writeStartObject();
        json.writeStringField("group", row.group());
        json.writeStringField("groupSignature", row.signature());
        json.writeNumberField("count", group.count());
        json.writeStringField(
                "first", group.first() == null ? null : group.first().toString());
        json.writeStringField("last", group.last() == null ? null : group.last().toString());
        json.writeBooleanField("isNew", group.isNewSince(since));
        json.writeStringField("coprocessor", row.isPanic() ? null : row.coprocessor());
        json.writeStringField("subject", row.subject().isEmpty() ? null : row.subject());
        json.writeStringField("verdict", row.verdict());
        json.writeStringField("reason", row.reason());
        json.writeStringField("representative", Terminal.escape(row.path()));
        json.writeEndObject();
    }
}
