package org.rtkit4j.fleet.privacy;

import static org.rtkit4j.fleet.privacy.RuleParts.INNER_APOSTROPHE;
import static org.rtkit4j.fleet.privacy.RuleParts.LETTERS;
import static org.rtkit4j.fleet.privacy.RuleParts.SLASH;

import java.util.List;

/// Addresses of mail, `user@host`, and of the web who and where.
final class MailRules {
    private static final String AT = "(?:[@\\x{ff20}]|%40|\\s?(?:\\(at\\)|\\[at\\])\\s?)";

    /// No unit address of a device tree, as `smc@23e400000`; no place in a source, as `@queue.c:12`.
    private static final String NO_HOST =
            "(?![0-9a-f]{1,16}(?![" + LETTERS + "_.-])|[\\w./+-]{1,64}\\.(?:c|cpp|cxx|h|hpp|m|mm|s"
                    + "|swift)(?![\\p{L}\\p{N}.-])|[\\w./+-]{1,64}\\.(?:cc|rs|go|mm):\\d)";

    private static final String HOST =
            "(?:\\[[0-9a-f:.]{2,45}\\]|[" + LETTERS + "_-]{1,64}(?:\\.[" + LETTERS + "_-]{1,64}){0,8})";

    private static final String SCHEME = "(?:smb|afp|cifs|nfs|s?ftps?|ssh|vnc|rdp|telnet|ldaps?|https?|wss?|rsync|git"
            + "|webdavs?|imaps?|smtps?|pop3s?)";

    static final List<RedactionRule> ALL = List.of(
            RedactionRule.of(
                    RedactionHints.AT,
                    "(?i)(?<=[a-z0-9])((?::|%3a)" + SLASH + "{2,6})[^/\\\\\\s\"'<>]{1,256}" + AT + NO_HOST + HOST
                            + "(?::\\d{1,5})?",
                    "$1[mail]"),
            RedactionRule.of(
                    RedactionHints.AT,
                    "(?i)(?<![" + LETTERS + "_.+-])(?:[" + LETTERS + "_.+-]{1,256}+(?:%(?!40)|" + INNER_APOSTROPHE
                            + ")?){1,4}(?<!\\.)" + AT + NO_HOST + HOST,
                    "[mail]"),
            // Where Apple's own pages are says nothing of anybody.
            RedactionRule.of(
                    RedactionHints.ADDRESS_OF_WEB,
                    "(?i)(" + SCHEME + "(?::|%3a)" + SLASH
                            + "{2,6})(?!(?:[a-z0-9-]{1,63}\\.){0,8}(?:apple\\.com|icloud\\.com|localhost)"
                            + "(?![\\p{L}\\p{N}.@-]))"
                            + "(?![\\d.]{7,15}(?![" + LETTERS + ".-]))[" + LETTERS + "_%-](?:[" + LETTERS
                            + "_%-]|\\.(?=[" + LETTERS
                            + "_%-])){0,255}",
                    "$1[user]"));

    private MailRules() {}
}
