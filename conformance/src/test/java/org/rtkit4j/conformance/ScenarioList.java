package org.rtkit4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Prints which scenarios of a class ran, and how they ended: the list is part of the evidence.
final class ScenarioList implements TestWatcher, AfterAllCallback {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void testSuccessful(ExtensionContext scenario) {
        add("ok", scenario, "");
    }

    @Override
    public void testFailed(ExtensionContext scenario, Throwable cause) {
        add("FAILED", scenario, "");
    }

    @Override
    public void testAborted(ExtensionContext scenario, Throwable cause) {
        add("skipped", scenario, ": " + cause.getMessage());
    }

    @Override
    public void testDisabled(ExtensionContext scenario, Optional<String> reason) {
        add("skipped", scenario, reason.map(why -> ": " + why).orElse(""));
    }

    // In one piece, so that nothing comes between the lines.
    @Override
    public void afterAll(ExtensionContext host) {
        String why =
                host.getExecutionException().map(e -> ", " + e.getMessage()).orElse("");
        var text = new StringBuilder(
                "conformance: %s, %d scenarios%s%n".formatted(host.getDisplayName(), lines.size(), why));
        lines.stream().sorted().forEach(line -> text.append(line).append(System.lineSeparator()));
        System.out.print(text);
    }

    private void add(String outcome, ExtensionContext scenario, String why) {
        String method = scenario.getRequiredTestMethod().getName();
        String words = method.replaceAll("(\\p{Lu})", " $1").toLowerCase(Locale.ROOT);
        String display = scenario.getDisplayName();
        String parameter = display.startsWith(method)
                ? ""
                : display.replaceFirst("^\\[\\d+\\] \"?", ": ").replaceFirst("\"$", "");
        lines.add("  %-8s %s%s%s".formatted(outcome, words, parameter, why));
    }
}
