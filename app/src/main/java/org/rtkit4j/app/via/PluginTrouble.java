package org.rtkit4j.app.via;

import java.util.Locale;
import java.util.ServiceConfigurationError;

/// What went wrong in a plugin, in one line for its author.
final class PluginTrouble {
    private PluginTrouble() {}

    /// Returns why a plugin cannot be loaded, or what it has thrown.
    static String of(Throwable trouble) {
        return switch (trouble) {
            case ServiceConfigurationError service when service.getCause() != null -> of(service.getCause());
            case ServiceConfigurationError service -> lower(firstLine(service).replaceFirst("^[\\w.]+: ", ""));
            case UnsupportedClassVersionError _ ->
                "was compiled for a newer Java than this one, "
                        + Runtime.version().feature();
            case LinkageError linkage ->
                "was made for another version of rtkit4j: %s: %s"
                        .formatted(linkage.getClass().getSimpleName(), firstLine(linkage));
            default -> "has thrown " + firstLine(trouble.getClass().getName(), trouble);
        };
    }

    /// Returns where it was thrown, `Complement.java`; what it is where that is not known.
    static String file(Throwable trouble) {
        StackTraceElement[] trace = trouble.getStackTrace();
        String file = trace.length == 0 ? null : trace[0].getFileName();
        return file == null ? "plugin" : file;
    }

    /// Returns the line where it was thrown; 0 where that is not known.
    static int line(Throwable trouble) {
        StackTraceElement[] trace = trouble.getStackTrace();
        return trace.length == 0 ? 0 : Math.max(0, trace[0].getLineNumber());
    }

    private static String lower(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String firstLine(String type, Throwable trouble) {
        return trouble.getMessage() == null ? type : type + ": " + firstLine(trouble);
    }

    private static String firstLine(Throwable trouble) {
        return String.valueOf(trouble.getMessage()).lines().findFirst().orElse("");
    }
}
