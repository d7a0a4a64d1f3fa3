package org.teavm.classlib.java.util.regex;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.teavm.RegExpSource;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/// `java.util.regex.Matcher` on the browser's engine.
public final class TMatcher implements TMatchResult {
    private final RegExpSource source;
    private final String whole;
    /// The region: what lies outside it is neither seen nor looked at, as the JDK's own bounds are.
    private String text;
    private int offset;
    private @Nullable JSObject search;
    private @Nullable JSObject found;
    private int last;
    private int appended;

    TMatcher(RegExpSource source, String text) {
        this.source = source;
        this.whole = text;
        this.text = text;
    }

    @JSBody(
            params = {"source", "flags"},
            script = "return new RegExp(source, flags);")
    private static native JSObject regExp(String source, String flags);

    @JSBody(
            params = {"search", "text", "from"},
            script = "search.lastIndex = from; return search.exec(text);")
    private static native @Nullable JSObject exec(JSObject search, String text, int from);

    @JSBody(
            params = {"found", "group"},
            script = "return found[group] === undefined ? null : found[group];")
    private static native @Nullable String groupOf(JSObject found, int group);

    @JSBody(
            params = {"found", "name"},
            script = "return found.groups[name] === undefined ? null : found.groups[name];")
    private static native @Nullable String namedOf(JSObject found, String name);

    @JSBody(
            params = {"found", "group", "side"},
            script = "const place = found.indices[group]; return place === undefined ? -1 : place[side];")
    private static native int placeOf(JSObject found, int group, int side);

    public boolean find() {
        if (last > text.length()) {
            return false;
        }
        if (search == null) {
            search = regExp(source.text(), "dgu");
        }
        found = exec(search, text, last);
        if (found == null) {
            last = text.length() + 1;
            return false;
        }
        // Behind one of no width the next one is looked for a character later.
        last = end() == start() ? end() + 1 - offset : end() - offset;
        return true;
    }

    public boolean find(int from) {
        reset();
        last = from;
        return find();
    }

    public boolean matches() {
        return at(regExp("^(?:" + source.text() + ")$", "du"));
    }

    public boolean lookingAt() {
        return at(regExp("^(?:" + source.text() + ")", "du"));
    }

    private boolean at(JSObject once) {
        found = exec(once, text, 0);
        last = found == null ? text.length() + 1 : end() - offset;
        return found != null;
    }

    public TMatcher reset() {
        return region(0, whole.length());
    }

    public TMatcher region(int from, int to) {
        text = whole.substring(from, to);
        offset = from;
        found = null;
        last = 0;
        appended = 0;
        return this;
    }

    private JSObject found() {
        if (found == null) {
            throw new IllegalStateException("No match found");
        }
        return found;
    }

    @Override
    public int groupCount() {
        return source.groupCount();
    }

    @Override
    public String group() {
        return whole.substring(start(), end());
    }

    @Override
    public String group(int group) {
        return groupOf(found(), source.group(group));
    }

    @Override
    public String group(String name) {
        return namedOf(found(), name);
    }

    @Override
    public int start() {
        return start(0);
    }

    @Override
    public int start(int group) {
        return place(group, 0);
    }

    @Override
    public int start(String name) {
        return start(source.names().get(name));
    }

    @Override
    public int end() {
        return end(0);
    }

    @Override
    public int end(int group) {
        return place(group, 1);
    }

    private int place(int group, int side) {
        int place = placeOf(found(), source.group(group), side);
        return place < 0 ? place : place + offset;
    }

    @Override
    public Map<String, Integer> namedGroups() {
        return source.names();
    }

    public static String quoteReplacement(String text) {
        return text.replace("\\", "\\\\").replace("$", "\\$");
    }

    public String replaceAll(String replacement) {
        reset();
        var out = new StringBuilder();
        while (find()) {
            appendReplacement(out, replacement);
        }
        return appendTail(out).toString();
    }

    public String replaceFirst(String replacement) {
        reset();
        var out = new StringBuilder();
        if (find()) {
            appendReplacement(out, replacement);
        }
        return appendTail(out).toString();
    }

    public TMatcher appendReplacement(StringBuilder out, String replacement) {
        out.append(whole, appended, start());
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c == '\\') {
                out.append(replacement.charAt(++i));
            } else if (c == '$') {
                i = appendGroup(out, replacement, i + 1);
            } else {
                out.append(c);
            }
        }
        appended = end();
        return this;
    }

    /// Appends `$1` or `${name}`, of which the dollar has been read; returns where it ends.
    private int appendGroup(StringBuilder out, String replacement, int from) {
        boolean isNamed = replacement.startsWith("{", from);
        int end = isNamed ? replacement.indexOf('}', from) : from;
        String value = isNamed ? group(replacement.substring(from + 1, end)) : group(replacement.charAt(from) - '0');
        out.append(value == null ? "" : value);
        return end;
    }

    public StringBuilder appendTail(StringBuilder out) {
        return out.append(whole, appended, whole.length());
    }
}
