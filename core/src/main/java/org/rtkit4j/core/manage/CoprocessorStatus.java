package org.rtkit4j.core.manage;

import org.rtkit4j.core.supervise.Supervised;

/// How a co-processor is: composite data over JMX.
///
/// @param state `offline`, `suspended`, `running` or `crashed`
/// @param recovery `enabled` or `disabled`, as in remoteproc
/// @param coredump `enabled` or `disabled`
/// @param givenUp whether it stays crashed until somebody asks for its recovery
/// @param lastCrashFile path of the latest crash log, or an empty text
public record CoprocessorStatus(
        String name,
        String state,
        String recovery,
        String coredump,
        boolean givenUp,
        int crashes,
        int failures,
        int restarts,
        long notices,
        String lastCrashFile) {
    static CoprocessorStatus of(Supervised coprocessor) {
        var file = coprocessor.lastCrashFile();
        return new CoprocessorStatus(
                coprocessor.name(),
                coprocessor.state().label(),
                word(coprocessor.isRecoveryEnabled()),
                word(coprocessor.isCoredumpEnabled()),
                coprocessor.isGivenUp(),
                coprocessor.crashes(),
                coprocessor.failures(),
                coprocessor.restarts(),
                coprocessor.notices(),
                file == null ? "" : file.toString());
    }

    private static String word(boolean enabled) {
        return enabled ? "enabled" : "disabled";
    }
}
