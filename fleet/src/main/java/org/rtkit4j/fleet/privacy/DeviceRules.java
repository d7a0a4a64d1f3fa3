package org.rtkit4j.fleet.privacy;

import static org.rtkit4j.fleet.privacy.RuleParts.APOSTROPHE;
import static org.rtkit4j.fleet.privacy.RuleParts.LETTERS;
import static org.rtkit4j.fleet.privacy.RuleParts.NAME;
import static org.rtkit4j.fleet.privacy.RuleParts.NEXT_NAME;
import static org.rtkit4j.fleet.privacy.RuleParts.ORDINARY;
import static org.rtkit4j.fleet.privacy.RuleParts.QUOTED;

import java.util.List;

/// Who a device is named after: `Jane Doe's iPhone`, `iPhone de Jane`, and as hosts `Janes-MacBook-Pro`, `janes.local`.
final class DeviceRules {
    private static final String GADGET =
            "(?:iPhone|iPad|iPod|MacBook|iMac|AirPods|HomePod|Apple[ \\x{a0}]Watch|Mac (?:mini|Pro|Studio))";

    private static final String MODEL =
            "(?:" + GADGET + "(?:[ \\x{a0}](?:Pro|Air|mini|Max|Plus|SE|\\d{1,2})){0,3}[ \\x{a0}])";

    /// Where a device was sold, and how it is started.
    private static final String NO_OWNER =
            "(?!(?i:" + ORDINARY + "|simulator|recovery|restore|rack|late|early|mid|gsm|cellular|global|china|wi-?fi))";

    /// What stands between the device and its owner in the languages that Apple's systems name devices in.
    private static final String OF = "(?:v[oa]n|vom|de|di|du|del|della|dello|des|f\\x{f6}r|til|od|lui|milik"
            + "|uživatele|użytkownika|пользователя|του|της|ของ|của|для|\\x{5e9}\\x{5dc}"
            + "|(?:do|da|dos|das|of)(?=[ \\x{a0}](?:\\p{Lu}|[a-z]{2,32}\\d)))";

    private static final String OWNER = "(?:\\p{Lu}[\\p{Ll}\\p{M}][" + LETTERS
            + "'\\x{2019}.-]{0,32}|[a-z]{2,32}\\d{1,8}|\\p{Lo}[" + LETTERS + "]{0,32})";

    private static final String HOST_WORD = "[\\p{L}\\p{M}\\p{N}]{1,32}";

    static final List<RedactionRule> ALL = List.of(
            RedactionRule.of(
                    RedactionHints.NAME_MARK | RedactionHints.OWNED,
                    "(?:(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}\\p{M}.-]{0,32}[\\s\\x{a0}]){0,3}(?<![\\p{L}\\p{N}])["
                            + LETTERS + "._-]{1,64}"
                            + "(?i:" + APOSTROPHE + "s|(?<=s)" + APOSTROPHE
                            + ")(?=(?:[\\s\\x{a0}_-]|%20)(?:(?i:iPhone|iPad|iPod|MacBook|iMac|AirPods|HomePod)|Mac\\b"
                            + "|Apple|Watch))",
                    "[user]'s"),
            RedactionRule.of(
                    RedactionHints.GADGET,
                    "(?<![\\p{L}\\p{N}_.-])(?=[\\p{Lu}\\p{Lo}]|[a-z]{2,32}\\d)(?!(?i:" + ORDINARY + "))" + OWNER
                            + "(?:[ \\x{a0}](?!(?i:" + ORDINARY + "))" + OWNER + "){0,2}(?=[ \\x{a0}]" + GADGET
                            + "(?! OS\\b))",
                    "[user]"),
            RedactionRule.of(
                    RedactionHints.GADGET,
                    "(?<![" + LETTERS + "_])[" + LETTERS
                            + "_.-]{1,64}?[ \\x{a0}]?(?:\\x{306e}|\\x{7684}|\\x{c758})(?=[ \\x{a0}]?" + GADGET + ")",
                    "[user]"),
            RedactionRule.of(
                    RedactionHints.GADGET,
                    "(" + MODEL + "|Mac (?=[vdlo]))(" + OF + "[ \\x{a0}]|(?:de )?[dl]['\\x{2019}])(?i:" + NAME + ")(?:"
                            + NEXT_NAME + "){0,3}",
                    "$1$2[user]"),
            RedactionRule.of(
                    RedactionHints.GADGET, "(" + MODEL + "(?:(?:named|called)[ \\x{a0}])?)" + QUOTED, "$1[user]"),
            RedactionRule.of(
                    RedactionHints.GADGET,
                    "(" + MODEL + ")(?:(\\()" + NO_OWNER + OWNER + "(?:[ \\x{a0}]" + OWNER
                            + "){0,2}(?=\\))|(?=\\p{L}{4,32}\\d{1,8}(?![\\p{L}\\p{N}]))(?i:" + NAME + "))",
                    "$1$2[user]"),
            RedactionRule.of(
                    RedactionHints.DEVICE,
                    "(?i)(?<![\\p{L}\\p{N}])" + HOST_WORD + "(?:[-_]" + HOST_WORD
                            + "){0,4}?[-_](?:MacBook(?:[-_](?:Pro|Air))?"
                            + "|iPhone|iPad|iMac|Mac[-_](?:mini|Studio|Pro))(?:[-_]\\d{1,3})?(?![\\p{L}\\p{N}_])",
                    "[user]"),
            RedactionRule.of(
                    RedactionHints.DEVICE,
                    "(?i)(?<![\\p{L}\\p{N}])(?:iPhone|iPad|iMac|MacBook(?:-(?:Pro|Air))?)-(?:v[oa]n|de|di|du|d)"
                            + "-[\\p{L}\\p{N}][" + LETTERS + "-]{0,62}",
                    "[user]"),
            RedactionRule.of(
                    RedactionHints.LOCAL,
                    "(?i)(?<![\\p{L}\\p{N}_.])[\\p{L}\\p{N}][" + LETTERS + "-]{0,62}(?:\\.[" + LETTERS
                            + "-]{1,63}){0,4}?"
                            + "\\.(?:local|lan|home\\.arpa|corp|intranet|localdomain|fritz\\.box|ts\\.net)"
                            + "(?![\\p{L}\\p{N}_.])",
                    "[user]"),
            // With a name in front of somebody's domain.
            RedactionRule.of(
                    RedactionHints.LOCAL,
                    "(?i)(?<![\\p{L}\\p{N}_./-])(?!(?:com|org|net|edu|io|dev|www)\\.)(?:[" + LETTERS
                            + "-]{1,63}\\.){2,5}"
                            + "(?<!\\.(?:apple|icloud)\\.)(?:com|org|net|edu)(?![\\p{L}\\p{N}_.-])",
                    "[user]"));

    private DeviceRules() {}
}
