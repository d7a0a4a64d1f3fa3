package org.rtkit4j.app;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.ExitStatus;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit completion`: what a shell needs to complete the command.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {"Prints what bash, zsh or fish needs to complete commands and options.", ""},
        footer = {
            "",
            "Examples:",
            "  rtkit completion bash > ~/.local/share/bash-completion/completions/rtkit",
            "  source <(rtkit completion zsh)",
            "  rtkit completion fish > ~/.config/fish/completions/rtkit.fish"
        })
public final class CompletionCommand implements Callable<Integer> {
    /// The shells that can be told.
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String HEAD = """
            #!/usr/bin/env bash
            # Completes rtkit in bash and zsh; `rtkit completion --help` says where it goes. Made by picocli.
            """;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        // Where this command is called, all others are known whole.
        CommandSpec rtkit = spec.root();
        PrintWriter out = spec.commandLine().getOut();
        switch (shell) {
            // The script serves both: it turns on bash's way in zsh.
            case BASH, ZSH -> out.println(headed(AutoComplete.bash("rtkit", rtkit.commandLine())));
            case FISH -> new FishCompletion(out).print(rtkit);
        }
        return ExitStatus.OK;
    }

    // What picocli says of where the script goes is of its own programs.
    private static String headed(String script) {
        return HEAD + script.substring(script.indexOf("\n\n") + 1);
    }
}
