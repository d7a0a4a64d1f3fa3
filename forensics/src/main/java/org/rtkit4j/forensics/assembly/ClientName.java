package org.rtkit4j.forensics.assembly;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose firmware a client's name is: binary logs, and pieces of panics, do not say who wrote them.
///
/// Seen: `AppleSMCFirmware_H14-...`, `AppleCIOFirmwareV2-...`, `AppleDCP-811.1.1~754-ipad14dcp.RELEASE`,
/// `local-t600xdcp.release`, `pmp`. A guess, and said to be one.
final class ClientName {
    /// What stands behind `Apple`, or at the end of a word, and whom it names.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("SMC", "SMC"),
            Map.entry("CIO", "ACIO"),
            Map.entry("ACIO", "ACIO"),
            Map.entry("MTP", "MTP"),
            Map.entry("ANS", "ANS"),
            Map.entry("DCPEXT", "DCPEXT"),
            Map.entry("DCP", "DCP"),
            Map.entry("AOP", "AOP"),
            Map.entry("SIO", "SIO"),
            Map.entry("PMP", "PMP"),
            Map.entry("GFX", "GFX"),
            Map.entry("ISP", "ISP"),
            Map.entry("ANE", "ANE"),
            Map.entry("AVE", "AVE"));

    private static final String ABBREVIATIONS = "(?<name>SMC|A?CIO|MTP|ANS|DCPEXT|DCP|AOP|SIO|PMP|GFX|ISP|ANE|AVE)";
    private static final Pattern APPLES = Pattern.compile("Apple(?:StorageProcessor)?" + ABBREVIATIONS + "(?![a-z])");
    private static final Pattern LAST = Pattern.compile(
            "(?i)(?:^|[-_.~]|\\dx?)" + ABBREVIATIONS + "\\d?(?:$|\\.(?:release|rel|debug|development)\\b)");

    private ClientName() {}

    /// Returns the co-processor's name, or an empty text.
    static String coprocessor(String client) {
        Matcher apples = APPLES.matcher(client);
        if (apples.find()) {
            return named(apples);
        }
        Matcher last = LAST.matcher(client);
        return last.find() ? named(last) : "";
    }

    private static String named(Matcher found) {
        return NAMES.getOrDefault(found.group("name").toUpperCase(Locale.ROOT), "");
    }
}
