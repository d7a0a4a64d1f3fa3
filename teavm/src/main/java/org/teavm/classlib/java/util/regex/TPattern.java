package org.teavm.classlib.java.util.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rtkit4j.teavm.RegExpSource;

/// `java.util.regex.Pattern` on the browser's engine, instead of TeaVM's: see [RegExpSource].
public final class TPattern {
    public static final int CASE_INSENSITIVE = 2;
    public static final int DOTALL = 32;

    private final String pattern;
    private final RegExpSource source;

    private TPattern(String pattern, int flags) {
        if ((flags & ~(CASE_INSENSITIVE | DOTALL)) != 0) {
            throw new IllegalArgumentException("not in a browser's words: flags=" + flags);
        }
        this.pattern = pattern;
        this.source = RegExpSource.of(pattern, (flags & CASE_INSENSITIVE) != 0, (flags & DOTALL) != 0);
    }

    public static TPattern compile(String pattern) {
        return new TPattern(pattern, 0);
    }

    public static TPattern compile(String pattern, int flags) {
        return new TPattern(pattern, flags);
    }

    public static boolean matches(String pattern, CharSequence text) {
        return compile(pattern).matcher(text).matches();
    }

    public static String quote(String text) {
        return "\\Q" + text.replace("\\E", "\\E\\\\E\\Q") + "\\E";
    }

    public TMatcher matcher(CharSequence text) {
        return new TMatcher(source, text.toString());
    }

    public String pattern() {
        return pattern;
    }

    public Map<String, Integer> namedGroups() {
        return source.names();
    }

    @Override
    public String toString() {
        return pattern;
    }

    public String[] split(CharSequence text) {
        return split(text, 0);
    }

    /// A match of no width at the beginning splits nothing off; without a limit trailing empty parts are left out.
    public String[] split(CharSequence text, int limit) {
        String all = text.toString();
        List<String> parts = new ArrayList<>();
        TMatcher match = matcher(all);
        int from = 0;
        while ((limit <= 0 || parts.size() < limit - 1) && match.find()) {
            if (match.end() > 0) {
                parts.add(all.substring(from, match.start()));
                from = match.end();
            }
        }
        parts.add(all.substring(from));
        while (limit == 0 && parts.size() > 1 && parts.getLast().isEmpty()) {
            parts.removeLast();
        }
        return parts.toArray(new String[0]);
    }
}
