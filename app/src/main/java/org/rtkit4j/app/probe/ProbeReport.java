package org.rtkit4j.app.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;

/// What a probe found, as a file that its owner can read and pass on: what the machine is, answers, and what was
/// said on the mailbox. It has no serial number, no key's value and nothing of the disk.
///
/// ```
/// file        --> "rtkit4j probe 1" coprocessor+ "end"
/// coprocessor --> "coprocessor NAME" (fact | answer | unasked | key | said)*
/// fact        --> "fact KEY VALUE"
/// answer      --> "answer ID VALUE" "; " why
/// unasked     --> "unasked ID" "; " why
/// key         --> "key NAME TYPE SIZE FLAGS" ["big"]
/// said        --> "said" (">" | "<") "EP: MSG0"
/// ```
///
/// Empty lines and those that begin with `#` mean nothing. A file that does not end with `end` was cut short.
final class ProbeReport {
    private static final String HEAD = "rtkit4j probe 1";
    /// The last line.
    static final String END = "end";
    /// What stands before the reason of an answer.
    static final String WHY = "; ";
    private static final int LARGEST_BYTES = 1 << 20;

    private final Map<String, ProbeAnswers> answers = new TreeMap<>();

    void add(String coprocessor, ProbeAnswers shown) {
        answers.put(coprocessor, shown);
    }

    /// Returns what each co-processor has shown, by name.
    Map<String, ProbeAnswers> answers() {
        return answers;
    }

    /// Returns the file.
    String text() {
        var text = new StringBuilder(HEAD).append('\n');
        text.append(
                "# What a machine is, and what it answers to what rtkit4j guesses. No serial numbers, no values of\n");
        text.append("# keys, nothing of the disk. `rtkit probe read` makes a profile of it.\n");
        answers.forEach((coprocessor, shown) -> {
            text.append("\ncoprocessor ").append(coprocessor).append('\n');
            shown.facts().forEach((key, value) -> text.append("fact %s %s\n".formatted(key, value)));
            shown.findings().forEach(finding -> text.append(line(finding)).append('\n'));
            shown.keys().forEach((name, shape) -> text.append("key %s %s\n".formatted(name, shape)));
            shown.said().forEach(message -> text.append("said ").append(message).append('\n'));
        });
        return text.append('\n').append(END).append('\n').toString();
    }

    private static String line(Finding finding) {
        String id = finding.guess().id();
        String head = finding.isAnswered() ? "answer %s %s".formatted(id, finding.value()) : "unasked " + id;
        return head + WHY + finding.why().replaceAll("[^\\x20-\\x7e]", "?");
    }

    /// Reads a file.
    ///
    /// @throws BadInputException if it is none; one line with file and line
    static ProbeReport read(Path file) throws BadInputException {
        // Of a device or a pipe nobody can say how long it is.
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST_BYTES + 1);
            if (content.length > LARGEST_BYTES) {
                throw new BadInputException(file + ": too large for a probe's report");
            }
            return parse(file.toString(), content);
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    /// Reads what is in a file.
    ///
    /// @param file its name, for messages
    /// @throws BadInputException if it is none; one line with file and line
    static ProbeReport parse(String file, byte[] content) throws BadInputException {
        List<String> lines =
                new String(content, StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new BadInputException(file + ":1: not a probe's report, which begins with: " + HEAD);
        }
        var reader = new ProbeReader();
        for (int number = 2; number <= lines.size(); number++) {
            try {
                reader.take(lines.get(number - 1));
            } catch (IllegalArgumentException e) {
                throw new BadInputException("%s:%d: %s".formatted(file, number, e.getMessage()));
            }
        }
        if (!reader.hasEnded()) {
            throw new BadInputException(
                    "%s:%d: cut short: the last line is none of: %s".formatted(file, lines.size(), END));
        }
        var report = new ProbeReport();
        reader.answers().forEach(report::add);
        return report;
    }
}
