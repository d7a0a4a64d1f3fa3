package org.rtkit4j.fleet.privacy;

import static org.rtkit4j.fleet.privacy.RuleParts.INNER_APOSTROPHE;
import static org.rtkit4j.fleet.privacy.RuleParts.NEXT_NAME;
import static org.rtkit4j.fleet.privacy.RuleParts.ORDINARY;
import static org.rtkit4j.fleet.privacy.RuleParts.SLASH;
import static org.rtkit4j.fleet.privacy.RuleParts.SLASHES;

import java.util.List;

/// Who stands in a path.
final class PathRules {
    private static final String HOME = SLASH + "(?:Users|home|Documents and Settings)" + SLASHES;

    /// Of a folder's name; a mark that ends a sentence's part is none.
    private static final String LETTER =
            "(?:(?!%(?:25)?(?:2f|5c)|[:;,.)\\]>]{1,3}(?:\\s|$))[^/\\\\\\s\"']|" + INNER_APOSTROPHE + ")";

    private static final String FOLDER = "(?!\\[user\\])" + LETTER + "{1,256}";

    /// A folder of everybody's; what a path leads back from is not.
    private static final String SHARED = "Shared(?![\\p{L}\\p{N}_.-])(?!" + SLASHES + "\\.\\.)";

    /// A further word: of a name with a capital, or whatever a slash ends.
    private static final String NEXT_WORDS = "(?:(?:\\\\? (?!" + ORDINARY + ")[^/\\\\\\s\"':;,]{1,32}){1,3}(?=" + SLASH
            + ")|" + NEXT_NAME + "{1,3}(?=" + SLASH + "))";

    private static final String WHOLE_NAME =
            "(?:" + FOLDER + NEXT_WORDS + "|(?-i:(?=[\\p{Lu}\\p{Lo}]))" + FOLDER + NEXT_NAME + "{1,3}|" + FOLDER + ")";

    static final List<RedactionRule> ALL = List.of(
            RedactionRule.of(
                    RedactionHints.HOME,
                    "(?i)([\"'\\x{2018}\\x{201c}][^\"'\\s]{0,128}?" + HOME + ")(?!" + SHARED
                            + ")(?!\\[user\\])[^\"'/\\\\\\x{2019}\\x{201d}\\n]{1,64}(?=[\"'\\x{2019}\\x{201d}/\\\\])",
                    "$1[user]"),
            // Names with blanks, as Windows has them.
            RedactionRule.of(
                    RedactionHints.HOME,
                    "(?i)(\\\\(?:Users|Documents and Settings)\\\\{1,4})(?!\\[user\\])[^\\\\/\"'\\n]{1,64}(?=\\\\)",
                    "$1[user]"),
            RedactionRule.of(RedactionHints.HOME, "(?i)(" + HOME + ")(?!" + SHARED + ")" + WHOLE_NAME, "$1[user]"),
            RedactionRule.of(
                    RedactionHints.VOLUMES,
                    "(?i)(" + SLASH + "Volumes" + SLASHES
                            + ")(?!Macintosh(?: |%20|\\\\ )HD(?![\\p{L}\\p{N}])|(?:Preboot|Recovery)(?![\\p{L}\\p{N}]))"
                            + WHOLE_NAME,
                    "$1[user]"),
            // Made of a number of the user's.
            RedactionRule.of(
                    RedactionHints.FOLDERS,
                    "(?i)(" + SLASH + "var" + SLASHES + "folders" + SLASHES + ")(?!\\[user\\])[^/\\\\\\s%]{1,8}"
                            + SLASHES + "(?:(?!%(?:25)?(?:2f|5c))[^/\\\\\\s\"']){1,64}",
                    "$1[user]"),
            // No destructor, no file that an editor has put aside.
            RedactionRule.of(
                    RedactionHints.TILDE,
                    "(?i)(?<![\\p{L}\\p{N}_.~)\\]-])(?<!::)~(?=\\p{L})" + FOLDER + NEXT_WORDS + "?(?=" + SLASH + ")",
                    "~[user]"));

    private PathRules() {}
}
