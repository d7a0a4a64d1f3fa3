package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.JsonStrings;

/// The JSON that diagnostics files (`.ips`) wrap a panic report in; also a piece of such a file.
///
/// Looks for the keys it wants at any depth and decodes their values, so that a file cut anywhere is still read.
///
/// @param reports the decoded panic reports
/// @param initiator the co-processor's name, or empty
/// @param facts what the file says of the machine: model, system, time; by the names of a report's details
public record IpsContainer(List<String> reports, String initiator, Map<String, String> facts) {
    private static final int MOST_NAME = 64;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /// The model in a file whose quotation marks a scanned picture has lost.
    private static final Pattern PRODUCT = Pattern.compile("\"product\" ?: ?\"([\\w,]{1,32})\"");
    /// Keys of the file's header and body, of any generation, and the names of the details that they become.
    private static final String[][] FACTS = {
        {"product", "model"},
        {"timestamp", "reportTime"},
        {"date", "reportTime"},
        {"os_version", "system"},
        {"build", "system"},
        {"socId", "socId"},
        {"repairStatus", "repairStatus"}
    };

    /// What begins lines, behind a line feed that is still an escape; kernels of Intel Macs print such, too.
    private static final String[] ESCAPED = {
        "\\nRTKit: RTKit", "\\n!UUID:", "\\nservice: ", "\\nservice returned", "\\nDebugger message:", "\\n\\t  x0:"
    };

    private static final String[] TEXT_KEYS = {"panicString", "macOSPanicString"};

    public IpsContainer {
        reports = List.copyOf(reports);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /// Returns whether a text may be such a file or a piece of one.
    public static boolean recognises(Haystack text) {
        return text.containsOneOf("\"panicString\"", "\"macOSPanicString\"") || isInsideString(text);
    }

    /// A piece from the middle of the JSON string: the line feeds are still escapes.
    private static boolean isInsideString(Haystack text) {
        return text.containsOneOf(ESCAPED);
    }

    public static IpsContainer read(Haystack haystack, WarningList warnings) {
        String text = haystack.text();
        var strings = new JsonStrings(text);
        List<String> reports = new ArrayList<>();
        Map<String, String> facts = new LinkedHashMap<>();
        String initiator = "";
        while (strings.nextKey()) {
            if (strings.isKey(TEXT_KEYS[0]) || strings.isKey(TEXT_KEYS[1])) {
                keep(reports, strings, warnings);
            } else if (strings.isKey("panicInitiator")) {
                initiator = name(strings.value().strip());
                facts.putIfAbsent("panicInitiator", initiator);
            } else {
                keepFact(facts, strings);
            }
        }
        Matcher product = PRODUCT.matcher(text);
        if (!facts.containsKey("model") && product.find()) {
            facts.put("model", product.group(1));
        }
        if (reports.isEmpty() && isInsideString(haystack)) {
            warnings.once("line feeds that are escapes, as inside a JSON string: read without its container");
            reports.add(JsonStrings.decode(text, 0, text.length()));
        }
        return new IpsContainer(reports, initiator, facts);
    }

    private static void keepFact(Map<String, String> facts, JsonStrings strings) {
        for (String[] fact : FACTS) {
            if (strings.isKey(fact[0]) && !facts.containsKey(fact[1])) {
                String value = name(strings.value().strip());
                if (!value.isEmpty()) {
                    facts.put(fact[1], value);
                }
                return;
            }
        }
    }

    private static String name(String value) {
        String line = BLANKS.matcher(value).replaceAll(" ");
        return Escape.line(line.substring(0, Math.min(MOST_NAME, line.length())));
    }

    /// A text whose line feeds are still escapes has been wrapped twice.
    private static String fed(String value) {
        boolean isEscaped = value.indexOf('\n') < 0 && value.contains("\\n");
        return isEscaped ? JsonStrings.decode(value, 0, value.length()) : value;
    }

    private static void keep(List<String> reports, JsonStrings strings, WarningList warnings) {
        String value = fed(strings.value());
        if (strings.isCut()) {
            warnings.once("the file ends inside the panic report: what follows is missing");
        }
        if (!value.isEmpty() && reports.size() < 2) {
            reports.add(value);
        }
    }
}
