package org.rtkit4j.fleet.privacy;

/// What patterns are made of. Each is to be read without regard to case, but for what says otherwise; each repetition
/// has a bound.
final class RuleParts {
    /// Between folders: also in an address of the web, in a string of C or JSON, and in both.
    static final String SLASH = "(?:[/\\\\]|%(?:25)?(?:2f|5c))";

    static final String SLASHES = SLASH + "(?:\\.?" + SLASH + "){0,8}+";

    /// Of an address or a name, in any script; also what is left of UTF-8 that somebody has read as Latin-1.
    static final String LETTERS = "\\p{L}\\p{M}\\p{N}\\p{So}\\x{80}-\\x{9f}\\x{a1}-\\x{bf}";

    static final String APOSTROPHE =
            "(?:\\\\{0,3}['`\\x{b4}\\x{2bc}\\x{2018}\\x{2019}\\x{201b}\\x{2032}\\x{ff07}]|%27|%e2%80%99"
                    + "|\\x{e2}\\x{80}\\x{99}"
                    + "|\\x{e2}\\x{20ac}\\x{2122})";

    /// Inside a word, as in `O'Brien`.
    static final String INNER_APOSTROPHE = "(?<=\\p{L})['\\x{2019}](?=\\p{L})";

    /// Where a label begins, also within one: `consoleUser`.
    static final String START = "(?:(?<![\\p{L}\\p{N}])|(?-i:(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})))";

    static final String QUOTE = "(?:\\\\{0,3}[\"'`\\x{2018}-\\x{201f}\\x{ab}\\x{bb}]|%22)";

    /// A value in quotes, with them.
    static final String QUOTED = "(?:\\\\{0,3}\"[^\"\\n]{1,256}?\\\\{0,3}\"|\\\\{0,3}[`'](?:[^'\\n]|" + INNER_APOSTROPHE
            + "){1,256}?\\\\{0,3}'(?![\\p{L}\\p{N}])|[\\x{2018}-\\x{201f}](?:[^\\x{2018}-\\x{201f}\\n]|"
            + INNER_APOSTROPHE
            + "){1,256}[\\x{2018}-\\x{201f}](?!\\p{L})|[\\x{ab}\\x{bb}][^\\x{ab}\\x{bb}\\n]{1,256}[\\x{ab}\\x{bb}]"
            + "|%22.{1,256}?%22)";

    /// Between a label and its value: `:`, `=`, and what JSON, languages and property lists have there.
    static final String ASSIGNED =
            QUOTE + "?\\s{0,8}(?:[:=\\x{ff1a}]>?|->|</key>\\s{0,8}<string>|>(?=[^<>\\n]{1,64}</))" + "\\s{0,8}+";

    /// What a rule has put there before.
    static final String TAKEN = "\\[(?:user|mail|address|phone|serial|uuid|key)\\]";

    /// A word that is no name, whatever stands before it.
    static final String ORDINARY = "(?:" + OrdinaryWords.PATTERN + ")(?![\\p{Ll}\\p{M}])";

    /// A further word of a name: with a capital, or of a script that has none.
    static final String NEXT_NAME =
            "(?-i:\\\\?[ \\x{a0}](?:(?:van|von|vom|der|den|de|da|di|del|la|le|bin|ibn|al|el|ten|ter|zu)"
                    + "[ \\x{a0}]){0,2}(?!(?i:" + ORDINARY + "))(?:\\p{Lu}\\.|\\p{Lu}[\\p{Ll}\\p{M}'\\x{2019}-]["
                    + LETTERS
                    + "'\\x{2019}-]{0,32}|\\p{Lo}[" + LETTERS + "]{0,32})(?![" + LETTERS + "!=(/_@]|:[^\\s]))";

    /// Further words of a name without capitals, up to a mark or the end.
    static final String LAST_NAME = "(?:[ \\x{a0}](?!" + ORDINARY + ")(?:\\p{N}{1,8}|[" + LETTERS
            + "'\\x{2019}.-]{2,32})){1,2}" + "(?=\\s{0,2}(?:[,;\"')\\]}<|\\n]|$))";

    /// A word that is a name where something says that one follows.
    static final String NAME = "(?!" + ORDINARY
            + ")(?-i:(?!(?:[\\p{Lu}_]{2,32}|\\p{Lu}{1,3}\\p{N}[\\p{Lu}\\p{N}_]{0,8})(?![\\p{L}\\p{N}])))"
            + "(?!(?:com|org)\\.)\\p{L}[" + LETTERS + "_.-]{0,63}[" + LETTERS + "](?![" + LETTERS
            + "!(]|::|\\.(?:c|cc|cpp|h|m|mm|s)\\b)";

    private RuleParts() {}
}
