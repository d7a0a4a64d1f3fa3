package org.rtkit4j.app.probe;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.emulator.smc.KeyShape;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// Reads the lines of a probe's file behind its head, see [ProbeReport].
final class ProbeReader {
    private static final int NAME_LETTERS = 4;

    private final Map<String, Shown> all = new TreeMap<>();
    private String coprocessor = "";
    private @Nullable Profile usual;
    private boolean hasEnded;

    /// What was read of one co-processor so far.
    private record Shown(
            Map<String, String> facts, List<Finding> findings, Map<String, KeyShape> keys, List<String> said) {
        Shown() {
            this(new TreeMap<>(), new ArrayList<>(), new TreeMap<>(), new ArrayList<>());
        }
    }

    /// Takes a line.
    ///
    /// @throws IllegalArgumentException if it is none, with the reason
    void take(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (hasEnded) {
            throw new IllegalArgumentException("something follows the end");
        }
        if (line.equals(ProbeReport.END)) {
            hasEnded = true;
        } else if (line.matches("coprocessor [a-z0-9.-]{1,32}")) {
            coprocessor = line.substring(line.indexOf(' ') + 1);
            usual = ProbedProfile.usual(coprocessor);
        } else if (coprocessor.isEmpty()) {
            throw new IllegalArgumentException("no co-processor was named before");
        } else {
            takeShown(line, all.computeIfAbsent(coprocessor, _ -> new Shown()));
        }
    }

    private void takeShown(String line, Shown shown) {
        if (line.matches("said [<>] [0-9a-f]{2}: [0-9a-f]{16}")) {
            shown.said.add(line.substring("said ".length()));
        } else if (line.matches("fact [a-z.-]{1,32} [!-~][ -~]{0,127}")) {
            takeFact(line.split(" ", 3), shown);
        } else if (line.matches("key [ -~]{4} [ -~]{1,32}")) {
            takeKey(line.substring("key ".length()), shown);
        } else {
            Finding finding = finding(line);
            requirePossible(
                    finding.guess().key(), finding.value(), finding.guess().id());
            add(shown.findings, finding);
        }
    }

    private void takeFact(String[] words, Shown shown) {
        String key = words[1];
        String value = words[2].strip();
        if (!ProbedProfile.isFact(key)) {
            throw new IllegalArgumentException("no such fact: " + key);
        }
        switch (key) {
            case ProbedProfile.CHIP -> require(value.matches("[a-z0-9]{1,16}"), "no such chip: " + value);
            case ProbedProfile.CONTROLLER -> require(isController(value), "no such controller: " + value);
            default -> requirePossible(key, value, key);
        }
        require(SeenFact.isPossible(key, value), "no firmware that boots says so: %s %s".formatted(key, value));
        require(shown.facts.put(key, value) == null, key + " was there before");
        requireOneController(shown.facts);
    }

    private static boolean isController(String label) {
        return NvmeVariant.of(label) != null && !label.contains(",");
    }

    // Of a chip that is known, the controller is too.
    private static void requireOneController(Map<String, String> facts) {
        String chip = facts.getOrDefault(ProbedProfile.CHIP, "");
        NvmeVariant known = AppleChip.controller(chip);
        String said = facts.getOrDefault(ProbedProfile.CONTROLLER, "");
        require(
                known == null || said.isEmpty() || NvmeVariant.of(said) == known,
                "chip %s has no controller as %s has".formatted(chip, said));
    }

    private static void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void takeKey(String rest, Shown shown) {
        String name = rest.substring(0, NAME_LETTERS);
        if (shown.keys.put(name, KeyShape.parse(rest.substring(NAME_LETTERS + 1))) != null) {
            throw new IllegalArgumentException("the key was there before: " + name);
        }
    }

    // What no profile can be made of is no answer.
    private void requirePossible(String key, String value, String id) {
        if (!value.isEmpty()) {
            try {
                var _ = requireNonNull(usual).with(key, value);
            } catch (ProfileException _) {
                throw new IllegalArgumentException("no such answer to %s: %s".formatted(id, value));
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
        int why = line.indexOf(ProbeReport.WHY);
        String[] words = (why < 0 ? line : line.substring(0, why)).split(" ", -1);
        boolean isAnswer = words.length == 3 && words[0].equals("answer") && words[2].matches("[a-z0-9_-]{1,32}");
        boolean isUnasked = words.length == 2 && words[0].equals("unasked");
        if (!isAnswer && !isUnasked) {
            throw new IllegalArgumentException("none of coprocessor, fact, answer, unasked, key, said, end");
        }
        Guess guess = Guess.ofId(words[1]).orElseThrow(() -> new IllegalArgumentException("no such guess"));
        String reason = why < 0 ? "" : line.substring(why + ProbeReport.WHY.length());
        return isAnswer ? Finding.of(guess, words[2], reason) : Finding.unasked(guess, reason);
    }

    /// Returns whether the last line was there.
    boolean hasEnded() {
        return hasEnded;
    }

    /// Returns what was read, by co-processor.
    Map<String, ProbeAnswers> answers() {
        var answers = new TreeMap<String, ProbeAnswers>();
        all.forEach((name, shown) ->
                answers.put(name, ProbeAnswers.of(shown.facts, shown.findings, shown.keys, shown.said)));
        return answers;
    }
}
