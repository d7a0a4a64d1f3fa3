package org.rtkit4j.app.via;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Phase;

/// A session's phases in words: what has been done when one is entered. Phases themselves say what is waited for.
public final class PhaseText {
    private PhaseText() {}

    /// Returns the words, or null where nothing has been done yet.
    public static @Nullable String of(Phase phase) {
        return switch (phase) {
            case Phase.Stopped _, Phase.Closed _ -> null;
            case Phase.AwaitHello _ -> "CPU started, waiting for HELLO";
            case Phase.Mapping(int pages) -> pages == 0 ? "HELLO: version agreed" : "endpoint map: page " + pages;
            case Phase.AwaitIopOn _ -> "endpoint map complete, system endpoints started";
            case Phase.AwaitApOn _ -> "co-processor is ON";
            case Phase.Running _ -> "AP is ON: running";
            case Phase.TellingAp(var to) -> "shutting down: AP " + to.ap();
            case Phase.AskingIop(var to) -> "shutting down: co-processor " + to.iop();
            case Phase.Resting(var how) -> "stopped: " + how;
            case Phase.Crashed(var dump) -> "crashed: log of " + dump.sizeBytes() + " bytes copied";
            case Phase.Failed(var fault) -> "failed: " + fault.message();
        };
    }
}
