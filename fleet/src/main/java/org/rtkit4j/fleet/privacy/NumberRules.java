package org.rtkit4j.fleet.privacy;

import static org.rtkit4j.fleet.privacy.RuleParts.ASSIGNED;
import static org.rtkit4j.fleet.privacy.RuleParts.QUOTE;
import static org.rtkit4j.fleet.privacy.RuleParts.START;

import java.util.List;

/// Keys, addresses of networks, telephone and serial numbers, which are known by their looks.
final class NumberRules {
    static final List<RedactionRule> ALL = List.of(
            RedactionRule.of(
                    RedactionHints.FOUR_DASHES,
                    alone("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
                    "[uuid]"),
            // Of devices: forty digits, or 8 and 16.
            RedactionRule.of(RedactionHints.HEX_WORD, alone("(?:[0-9a-f]{32,64}|[0-9a-f]{8}-[0-9a-f]{16})"), "[key]"),
            RedactionRule.of(RedactionHints.FOUR_DASHES, alone("(?:[0-9a-f]{8}-){4,7}[0-9a-f]{8}"), "[key]"),
            // Written out, or of the ranges that are in use: `a::b` alone may be a name of C++.
            RedactionRule.of(
                    RedactionHints.TWO_COLONS,
                    "(?i)(?<![\\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:fe80|f[cd][0-9a-f]{2}|2[0-9a-f]{3})"
                            + "(?::[0-9a-f]{0,4}){2,7})(?![\\w:])",
                    "[address]"),
            RedactionRule.of(RedactionHints.FIVE_COLONS, alone("[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}"), "[address]"),
            RedactionRule.of(RedactionHints.FOUR_DASHES, alone("[0-9a-f]{2}(?:-[0-9a-f]{2}){5}"), "[address]"),
            // As routers write it; of digits alone it may be a version.
            RedactionRule.of(
                    RedactionHints.HEX_DOTS,
                    "(?i)(?<![\\w.])(?=[0-9.]{0,17}[a-f])(?:[0-9a-f]{4}(?:\\.[0-9a-f]{4}){2}"
                            + "|[0-9a-f]{2}(?:\\.[0-9a-f]{2}){5})(?![\\w-]|\\.\\w)",
                    "[address]"),
            RedactionRule.of(
                    RedactionHints.MAC | RedactionHints.CARD_DIGITS,
                    "(?i)" + START
                            + "(mac|(?:mac|hw|hardware|ethernet|wi-?fi|bluetooth|bt)[ _-]?addr(?:ess)?|ether|address"
                            + "|addr|bssid)("
                            + ASSIGNED + QUOTE + "?|\\s{1,8}(?:is\\s)?" + QUOTE
                            + "?)(?:[0-9a-f]{12}|[0-9a-f]{2}(?:[ _.][0-9a-f]{2}){5}"
                            + "|[0-9a-f]{4}(?:[ _.:-][0-9a-f]{4}){2}|[0-9a-f]{6}[-:][0-9a-f]{6})(?![\\p{L}\\p{N}])",
                    "$1$2[address]"),
            RedactionRule.of(RedactionHints.THREE_DOTS, "\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b", "[address]"),
            RedactionRule.of(RedactionHints.PLUS, "(?<![\\w)\\]])\\+[1-9](?:[ ()/-]{0,2}\\d){7,14}\\b", "[phone]"),
            // Apple's: ten to twelve capitals and digits, with both among them.
            RedactionRule.of(
                    RedactionHints.SERIAL_WORD,
                    "(?<![A-Za-z0-9])(?=[A-Z]{0,12}[0-9])(?=[0-9]{0,12}[A-Z])(?!0X)[A-Z0-9]{10,12}(?![A-Za-z0-9])",
                    "[serial]"));

    private static String alone(String digits) {
        return "(?<![A-Za-z0-9])(?i)" + digits + "(?![A-Za-z0-9])";
    }

    private NumberRules() {}
}
