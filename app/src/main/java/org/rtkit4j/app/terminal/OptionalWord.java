package org.rtkit4j.app.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The word behind an option that may have one and needs none: where it is no word of the option's, nor nearly one,
/// it is the command's. So `boot --crash ans` says the same as `boot ans --crash`, and `boot --crash sotf` is still
/// a slip.
///
/// For options with a fallback value and a list of words.
public final class OptionalWord implements IParameterPreprocessor {
    private static final String APART = " ";

    @Override
    @SuppressWarnings("JdkObsolete") // the type is picocli's
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        boolean isApart = APART.equals(info.get("separator"));
        if (isApart && !arguments.isEmpty() && !isNear(arguments.peek(), argument)) {
            arguments.push(((OptionSpec) argument).fallbackValue());
        }
        return false;
    }

    private static boolean isNear(String word, ArgSpec argument) {
        List<String> known = new ArrayList<>();
        argument.completionCandidates().forEach(known::add);
        return !Spelling.hint(word, known).isEmpty();
    }
}
