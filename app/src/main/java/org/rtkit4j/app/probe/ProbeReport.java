package org.rtkit4j.app.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;

/// What a probe found, as a file that its owner can read and pass on: answers, and what was said on the mailbox. It
/// has no serial number, no key's value and nothing of the disk.
///
/// ```
/// file        --> "rtkit4j probe 1" coprocessor+
/// coprocessor --> "coprocessor NAME" (answer | unasked | said)*
/// answer      --> "answer ID VALUE" "; " why
/// unasked     --> "unasked ID" "; " why
/// said        --> "said" (">" | "<") "EP: MSG0"
/// ```
///
/// Empty lines and those that begin with `#` mean nothing.
final class ProbeReport {
    private static final String HEAD = "rtkit4j probe 1";
    private static final String WHY = "; ";
    private static final int LARGEST_BYTES = 1 << 20;

    private final Map<String, List<Finding>> findings = new TreeMap<>();
    private final Map<String, List<String>> said = new TreeMap<>();

    void add(String coprocessor, List<Finding> found, List<String> messages) {
        findings.put(coprocessor, List.copyOf(found));
        said.put(coprocessor, List.copyOf(messages));
    }

    /// Returns what was found, by co-processor.
    Map<String, List<Finding>> findings() {
        return findings;
    }

    /// Returns the file.
    String text() {
        var text = new StringBuilder(HEAD).append('\n');
        text.append(
                "# Answers of a machine to what rtkit4j guesses, and what was said meanwhile. No serial numbers, no\n");
        text.append("# values of keys, nothing of the disk. `rtkit probe read` makes a profile of it.\n");
        findings.forEach((coprocessor, found) -> {
            text.append("\ncoprocessor ").append(coprocessor).append('\n');
            found.forEach(finding -> text.append(line(finding)).append('\n'));
            said.getOrDefault(coprocessor, List.of())
                    .forEach(message -> text.append("said ").append(message).append('\n'));
        });
        return text.toString();
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
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new BadInputException(file + ": too large for a probe's report");
            }
            return parse(file.toString(), Files.readAllBytes(file));
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
        var report = new ProbeReport();
        String coprocessor = "";
        for (int number = 2; number <= lines.size(); number++) {
            try {
                coprocessor = report.take(lines.get(number - 1), coprocessor);
            } catch (IllegalArgumentException e) {
                throw new BadInputException("%s:%d: %s".formatted(file, number, e.getMessage()));
            }
        }
        return report;
    }

    // Returns the co-processor that the next line is about.
    private String take(String line, String coprocessor) {
        if (line.isBlank() || line.startsWith("#")) {
            return coprocessor;
        }
        if (line.matches("coprocessor [a-z0-9.-]{1,32}")) {
            return known(line.substring(line.indexOf(' ') + 1));
        }
        if (coprocessor.isEmpty()) {
            throw new IllegalArgumentException("no co-processor was named before");
        }
        if (line.matches("said [<>] [0-9a-f]{2}: [0-9a-f]{16}")) {
            said.computeIfAbsent(coprocessor, _ -> new ArrayList<>()).add(line.substring("said ".length()));
        } else {
            Finding finding = finding(line);
            requirePossible(finding, coprocessor);
            add(findings.computeIfAbsent(coprocessor, _ -> new ArrayList<>()), finding);
        }
        return coprocessor;
    }

    private static String known(String coprocessor) {
        if (!Profile.names().contains(coprocessor) && !Profile.generations().contains(coprocessor)) {
            throw new IllegalArgumentException("no such co-processor: %s, there are %s and firmware of other years"
                    .formatted(coprocessor, Profile.names()));
        }
        return coprocessor;
    }

    // What no profile can be made of is no answer.
    private static void requirePossible(Finding finding, String coprocessor) {
        if (finding.isAnswered()) {
            try {
                Profile.named(coprocessor).with(finding.guess().key(), finding.value());
            } catch (ProfileException _) {
                throw new IllegalArgumentException(
                        "no such answer to %s: %s".formatted(finding.guess().id(), finding.value()));
            }
        }
    }

    // Two answers to one guess would make a profile that says the same key twice.
    private static void add(List<Finding> found, Finding next) {
        if (found.stream().anyMatch(before -> before.guess() == next.guess())) {
            throw new IllegalArgumentException(next.guess().id() + " was there before");
        }
        found.add(next);
    }

    private static Finding finding(String line) {
        int why = line.indexOf(WHY);
        String[] words = (why < 0 ? line : line.substring(0, why)).split(" ", -1);
        boolean isAnswer = words.length == 3 && words[0].equals("answer") && words[2].matches("[a-z0-9_-]{1,32}");
        boolean isUnasked = words.length == 2 && words[0].equals("unasked");
        if (!isAnswer && !isUnasked) {
            throw new IllegalArgumentException("none of coprocessor, answer, unasked, said");
        }
        Guess guess = Guess.ofId(words[1]).orElseThrow(() -> new IllegalArgumentException("no such guess"));
        String reason = why < 0 ? "" : line.substring(why + WHY.length());
        return isAnswer ? Finding.of(guess, words[2], reason) : Finding.unasked(guess, reason);
    }

    /// Returns a profile for the emulator that answers as this machine did.
    ///
    /// @throws BadInputException if the report has no such co-processor
    String profile(String coprocessor) throws BadInputException {
        List<Finding> found = findings.get(coprocessor);
        if (found == null) {
            throw new BadInputException(
                    "no such co-processor in the report: %s, there are %s".formatted(coprocessor, findings.keySet()));
        }
        var text = new StringBuilder("# Made of a probe's report by `rtkit probe read`.\n");
        text.append("extends = ").append(coprocessor).append('\n');
        text.append("description = ").append(coprocessor).append(", as a probe found it\n");
        for (Finding finding : found) {
            String setting = finding.isAnswered() ? "%s = %s" : "# %s could not be asked";
            text.append(setting.formatted(finding.guess().key(), finding.value()))
                    .append('\n');
        }
        return text.toString();
    }
}
