package org.rtkit4j.fleet.privacy;

import static org.rtkit4j.fleet.privacy.RuleParts.ASSIGNED;
import static org.rtkit4j.fleet.privacy.RuleParts.INNER_APOSTROPHE;
import static org.rtkit4j.fleet.privacy.RuleParts.LAST_NAME;
import static org.rtkit4j.fleet.privacy.RuleParts.LETTERS;
import static org.rtkit4j.fleet.privacy.RuleParts.NAME;
import static org.rtkit4j.fleet.privacy.RuleParts.NEXT_NAME;
import static org.rtkit4j.fleet.privacy.RuleParts.ORDINARY;
import static org.rtkit4j.fleet.privacy.RuleParts.QUOTE;
import static org.rtkit4j.fleet.privacy.RuleParts.QUOTED;
import static org.rtkit4j.fleet.privacy.RuleParts.START;
import static org.rtkit4j.fleet.privacy.RuleParts.TAKEN;

import java.util.List;

/// What is said to be a name or a number of somebody's: `user: jane`, `"hostName":"x"`, `wifi network "x"`.
///
/// Where nothing but a blank stands between, what follows must look like a name and be no ordinary word.
final class LabelRules {
    private static final String SERIAL =
            "((?:mlb[ _-]?)?serial(?:[ _-]?(?:number|num|no))?|s/n|ecid|udid|imei|meid|iccid|(?:alt)?dsid"
                    + "|crash[ _-]?reporter[ _-]?key|incident(?:[ _-]?(?:identifier|id))?|unique[ _-]?chip[ _-]?id"
                    + "|anonymous[ _-]?uuid)"
                    + "(?![\\p{L}\\p{N}])";

    private static final String NETWORK =
            "[be]?ssid(?:_str)?|(?:wi-?fi|wlan|wireless|hot ?spot|airport)(?:[ _-]?network)?[ _-]?(?:name|ssid)"
                    + "|(?:wi-?fi|wlan|wireless)[ _-]?network|network[ _-]?name";

    private static final String PHRASE = "(" + NETWORK
            + "|(?:computer|device|full|real|first|last|given|family|nick|bluetooth|airdrop)[ _-]?name"
            + "|apple[ _-]?(?:id|account))";

    private static final String JOINED =
            "((?:(?:connect|associat|roam|link)[a-z]{0,4} (?:to|with)|join(?:ed|ing)?|left)"
                    + " (?:the )?(?:wi-?fi|wlan|wireless|network))";

    private static final String WORD =
            "((?:host|node)[ _-]?name|(?:user|login|account|owner)(?:['\\x{2019}]s)?[ _-]?(?:name|id|login|account)"
                    + "|user|login|logname|account|owner"
                    + "|pass(?:word|phrase|wd))";

    private static final String FIRST = "(?:[^\\s\"',;&<>|)}]|" + INNER_APOSTROPHE + "){1,256}";

    /// Names with and without capitals behind the first word, which is whatever it is; no address of memory.
    private static final String VALUE = "[(<{]?(?!0x|" + TAKEN + ")(?:(?!" + ORDINARY + ")" + FIRST + LAST_NAME + "|"
            + FIRST + "(?:" + NEXT_NAME + "){0,3})";

    /// No function of the kernel's that says something, as `copy_from_user: unsupported`.
    private static final String NO_FUNCTION = "(?!(?<=[\\p{Ll}\\p{N}_])[a-z]{4,8}: (?-i:" + ORDINARY + "))";

    /// Up to the next mark or the next `word=`.
    private static final String LINE = "(?!" + TAKEN + ")(?:[^,;\"'\\n]|" + INNER_APOSTROPHE + "){1,64}?"
            + "(?=\\s{1,8}[\\w-]{1,32}\\s?[:=]|[,;\"<\\n]|'(?!\\p{L})|(?<!\\p{L})'|$)";

    /// One, or a list of them; also as the first thing that JSON says of somebody.
    private static final String QUOTES = "[({\\[]?(?:\\s{0,2}" + QUOTE + "(?:name|id)" + ASSIGNED + ")?" + QUOTED
            + "(?:\\s{0,4},\\s{0,4}" + QUOTED + "(?!\\s{0,4}[:=])){0,16}";

    private static final String SAID = "\\s{1,4}(?:(?:is|was|named|called)\\s)?[(<\\[]?";

    static final List<RedactionRule> ALL = List.of(
            RedactionRule.of(
                    RedactionHints.SERIAL,
                    "(?i)" + START + SERIAL + "(\\.?" + ASSIGNED + "[<(]?" + QUOTE + "?|" + QUOTE
                            + "?\\.?\\s{0,8}#\\s{0,8}|\\.?\\s{1,8}(?:is\\s)?" + QUOTE
                            + "?)(?:(?=[A-Za-z-]{0,64}[0-9])[A-Za-z0-9-]{6,64}|(?-i:[A-Z]{8,14}(?![\\p{L}\\p{N}])))",
                    "$1$2[serial]"),
            RedactionRule.of(
                    RedactionHints.PHRASE | RedactionHints.ASSIGNED,
                    "(?i)" + START + PHRASE + "(" + ASSIGNED + ")(?:" + QUOTES + "|" + QUOTE + "?(?:" + LINE + "|"
                            + VALUE + "))",
                    "$1$2[user]"),
            RedactionRule.of(
                    RedactionHints.WORD | RedactionHints.ASSIGNED,
                    "(?i)" + START + NO_FUNCTION + WORD + "(" + ASSIGNED + ")(?:" + QUOTES + "|" + QUOTE + "?" + VALUE
                            + ")",
                    "$1$2[user]"),
            said(RedactionHints.PHRASE, PHRASE, SAID + "|[(\\[]"),
            said(RedactionHints.WORD, WORD, SAID),
            said(RedactionHints.LOGGED, "((?:logged|signed)[ -](?:in|on)(?: as| by)?)", SAID),
            said(RedactionHints.NETWORK, JOINED, SAID),
            RedactionRule.of(
                    RedactionHints.WORD | RedactionHints.ASSIGNED,
                    "(?i)(?<![\\p{L}\\p{N}])(users|owners|accounts|logins)(" + ASSIGNED + ")" + NAME + "(?:,\\s?" + NAME
                            + "(?!\\s?[:=])){0,16}",
                    "$1$2[user]"),
            // As `id` prints it.
            RedactionRule.of(
                    RedactionHints.UID,
                    "(?i)(?<![\\p{L}\\p{N}])(e?uid[ =:]\\s{0,2}\\d{1,10}\\s?\\()(?!" + TAKEN + ")[^()\\n]{1,64}(?=\\))",
                    "$1[user]"),
            quoted(
                    RedactionHints.NETWORK,
                    "(network|hot ?spot|access point|wi-?fi|wlan|wireless|joined|associated (?:to|with))"),
            RedactionRule.of(
                    RedactionHints.NETWORK | RedactionHints.ASSIGNED,
                    "(?i)" + START + "(network)(" + ASSIGNED + ")" + QUOTE + "?" + NAME + "(?:" + NEXT_NAME + "){0,3}",
                    "$1$2[user]"),
            quoted(RedactionHints.HOST, "(host|server|computer)"),
            RedactionRule.of(
                    RedactionHints.HOST | RedactionHints.ASSIGNED,
                    "(?i)" + START + "(host)(" + ASSIGNED + ")" + QUOTE + "?" + NAME,
                    "$1$2[user]"),
            RedactionRule.of(
                    RedactionHints.HOST,
                    "(?i)" + START + "(host|server|computer)(\\s{1,4}|" + ASSIGNED + ")(?=\\p{L}[" + LETTERS
                            + "-]{0,63}(?:\\.\\p{L}|(?<=[a-z]{4})\\d))" + NAME,
                    "$1$2[user]"));

    private static RedactionRule said(int needs, String label, String between) {
        return RedactionRule.of(
                needs,
                "(?i)" + START + label + "(" + between + ")(?:" + QUOTED + "|" + NAME + "(?:(?:" + NEXT_NAME + "){1,3}|"
                        + LAST_NAME + ")?)",
                "$1$2[user]");
    }

    private static RedactionRule quoted(int needs, String label) {
        return RedactionRule.of(
                needs, "(?i)" + START + label + "(" + ASSIGNED + "|" + SAID + ")" + QUOTES, "$1$2[user]");
    }

    private LabelRules() {}
}
