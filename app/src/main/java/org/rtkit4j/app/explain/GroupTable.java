package org.rtkit4j.app.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.app.terminal.Terminal;

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

    /// One group, by the first of its files in the order of their names.
    private record Group(long count, CrashRow representative) {
        Group with(CrashRow row) {
            boolean isEarlier = row.path().compareTo(representative.path()) < 0;
            return new Group(count + 1, isEarlier ? row : representative);
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
                groups.put(row.group(), known == null ? new Group(1, row) : known.with(row));
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
        String ofThem = panics == 0 ? "" : ", %d of them panics without a co-processor's crash".formatted(panics);
        out.printf(
                "%d crashes in %d groups%s; %d of %d files hold none%n",
                crashes, groups.size(), ofThem, withoutCrash, files);
        out.printf("%n%7s  %-20s  %s%n", "crashes", "group", "what happened, and a report that shows it");
        for (Group group : bySize()) {
            CrashRow row = group.representative();
            out.printf("%7d  %-20s  %s%n", group.count(), row.group(), cut(row.verdict()));
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

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
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
        json.writeEndObject();
    }

    private static void group(Group group, JsonGenerator json) throws IOException {
        CrashRow row = group.representative();
        json.writeStartObject();
        json.writeStringField("group", row.group());
        json.writeStringField("groupSignature", row.signature());
        json.writeNumberField("count", group.count());
        json.writeStringField("coprocessor", row.isPanic() ? null : row.coprocessor());
        json.writeStringField("subject", row.subject().isEmpty() ? null : row.subject());
        json.writeStringField("verdict", row.verdict());
        json.writeStringField("reason", row.reason());
        json.writeStringField("representative", Terminal.escape(row.path()));
        json.writeEndObject();
    }
}
