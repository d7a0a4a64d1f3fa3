package org.rtkit4j.forensics.explain;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills in a sentence: `{who} stopped[ after {seconds} seconds]`. What stands in brackets is left out where one of its
/// names has no value.
final class SentenceForm {
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\]]*)\\]");
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)\\}");

    private SentenceForm() {}

    static String filled(String form, Map<String, String> values) {
        String kept = OPTIONAL.matcher(form)
                .replaceAll(part -> Matcher.quoteReplacement(isKnown(part.group(1), values) ? part.group(1) : ""));
        return NAME.matcher(kept).replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), "")));
    }

    private static boolean isKnown(String part, Map<String, String> values) {
        Matcher name = NAME.matcher(part);
        while (name.find()) {
            if (values.getOrDefault(name.group(1), "").isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
