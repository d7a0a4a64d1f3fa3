package org.rtkit4j.teavm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.testkit.Corpus;

/// Patterns in JavaScript's words, run by node, beside Java's own.
class RegExpSourceTest {
    private static final int PATTERNS = 400;

    /// Finds every match of each pattern in its text: places of all groups, by Java's numbers.
    private static final String FIND = """
            const lines = require('fs').readFileSync(0, 'utf8').split('\\n').slice(0, -1).map(line => JSON.parse(line));
            for (const [source, text, groups] of lines) {
              const found = [...text.matchAll(new RegExp(source, 'dgu'))];
              console.log(found.map(one => groups.map(g => one.indices[g]?.join('-') ?? 'none').join(',')).join(' '));
            }
            """;

    private static final String TEXT =
            "SMC BSC failure, TAAA TAAB,  TCCC\nab cd ef\r\n\u00e9Z x=4A=0a \\d {ab} ${c} a-b\u2028[x] aaab";

    private record Case(String pattern, String text) {
        List<String> found() {
            var found = new ArrayList<String>();
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            while (matcher.find()) {
                var groups = new ArrayList<String>();
                for (int group = 0; group <= matcher.groupCount(); group++) {
                    groups.add(matcher.start(group) < 0 ? "none" : matcher.start(group) + "-" + matcher.end(group));
                }
                found.add(String.join(",", groups));
            }
            return found;
        }

        String asked() {
            RegExpSource source = RegExpSource.of(pattern, false, false);
            var groups = new ArrayList<Integer>();
            for (int group = 0; group <= source.groupCount(); group++) {
                groups.add(source.group(group));
            }
            return "[%s,%s,%s]".formatted(quoted(source.text()), quoted(text), groups);
        }

        private static String quoted(String text) {
            var out = new StringBuilder("\"");
            text.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
            return out.append('"').toString();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failure,((?:[ ,]{1,3}[A-Z][A-Za-z0-9]{3}\\b){1,16})",
                "(?: \\w{2}){1,4}",
                "(?i)(?<end>z|AB)(?! c)",
                "=([0-9A-F]{2})",
                "^[^A-Za-z0-9]+|[^A-Za-z0-9)]+$",
                "a*+b",
                "a{2,3}+(a)?(b)",
                "(\\w)\\1",
                "(?<==)\\w",
                "\\R",
                "[^\\]]*",
                "(.*)(\\d+)",
                "(?s)f.\\W",
                "\\s+",
                "\\S\\b",
                "$",
                "\\z",
                "\\$\\{(\\w+)}",
                "\\Qx=4\\E|[-b]|[\\[\\]]",
                "(?i:[a-c])d|\\u00e9z",
                "",
                ".",
                "x|",
                "(a+?)(a*)"
            })
    void findsWhatJavaFinds(String pattern) throws Exception {
        compare(List.of(new Case(pattern, TEXT)));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void findsWhatJavaFindsByAnyPattern(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var cases = new ArrayList<Case>();
        for (int i = 0; i < PATTERNS; i++) {
            cases.add(new Case(pattern(random, 3), text(random)));
        }
        compare(cases);
    }

    /// Groups that take part in no repetition, and repetitions whose every round takes something: which of its rounds a
    /// group remembers, and whether a round may take nothing, is where the two differ.
    private static String pattern(SplittableRandom random, int depth) {
        String[] atoms = {"a", "b", "ab", "[ab]", "[^a]", "\\w", "\\W", ".", "\\b", "^", "$", "\\d", "[a-c1]"};
        var pattern = new StringBuilder();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            switch (random.nextInt(depth > 0 ? 8 : 5)) {
                case 5 -> pattern.append('(').append(pattern(random, depth - 1)).append(')');
                case 6 ->
                    pattern.append("(?:\\w")
                            .append(pattern(random, 0))
                            .append(')')
                            .append(quantifier(random).replace("?+", "?"));
                case 7 -> pattern.append(pattern(random, 0)).append('|').append(pattern(random, 0));
                default -> pattern.append(atoms[random.nextInt(8)]).append(quantifier(random));
            }
        }
        return pattern.append(random.nextInt(6) == 0 ? atoms[random.nextInt(atoms.length)] : "")
                .toString();
    }

    private static String quantifier(SplittableRandom random) {
        String[] all = {"", "", "", "?", "*", "+", "{2}", "{1,3}", "{0,2}", "+?", "*?", "{1,2}?", "?+"};
        return all[random.nextInt(all.length)];
    }

    private static String text(SplittableRandom random) {
        String letters = "aaabbc1 \n-";
        var text = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void whatIsNotTranslatedIsRefused() {
        for (String pattern :
                List.of("[a&&b]", "[a[b]]", "\\p{L}", "\\h", "(?m)^a", "(?>a)", "(a)++", "a)", "(a", "\\Z")) {
            assertThrows(IllegalArgumentException.class, () -> RegExpSource.of(pattern, false, false), pattern);
        }
    }

    private static void compare(List<Case> cases) throws Exception {
        Process node = node();
        try (var out = node.getOutputStream()) {
            for (Case one : cases) {
                out.write((one.asked() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        String[] found = new String(node.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1);
        assertEquals(0, node.waitFor());
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            assertEquals(
                    String.join(" ", one.found()),
                    found[i],
                    () -> one.pattern() + " became "
                            + RegExpSource.of(one.pattern(), false, false).text() + " in " + Case.quoted(one.text()));
        }
    }

    private static Process node() throws IOException {
        boolean isThere = List.of(System.getenv("PATH").split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
        if (!isThere && Corpus.isRequired("node")) {
            throw new AssertionError("node is required and not there");
        }
        Assumptions.assumeTrue(isThere, "skipped, no node");
        return new ProcessBuilder("node", "-e", FIND)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
