package org.rtkit4j.core.session;

/// Where a session stands. Each phase says in its comment how it is entered and left.
///
/// ```text
/// Stopped → AwaitHello → Mapping → AwaitIopOn → AwaitApOn → Running → TellingAp → AskingIop → Resting → AwaitHello
/// every phase but Stopped → Crashed | Failed → Stopped (re-init)
/// ```
public sealed interface Phase {
    /// Returns the name of the wait for messages, for example `waiting for HELLO`.
    String step();

    /// Returns whether the session waits here for the co-processor, and so has a deadline.
    default boolean isWait() {
        return switch (this) {
            case AwaitHello _, Mapping _, AwaitIopOn _, AwaitApOn _, TellingAp _, AskingIop _ -> true;
            case Stopped _, Running _, Resting _, Crashed _, Failed _ -> false;
        };
    }

    /// Returns whether nothing but a re-init leaves this phase.
    default boolean isTerminal() {
        return this instanceof Crashed || this instanceof Failed;
    }

    /// In: new session, re-init. Out: boot.
    record Stopped() implements Phase {
        @Override
        public String step() {
            return "stopped";
        }
    }

    /// In: boot. Out: HELLO with a common version; where `resumes`, also IOP_PWR_ACK(ON).
    ///
    /// @param resumes whether the co-processor was idle, so that it may come back without a handshake
    record AwaitHello(boolean resumes) implements Phase {
        @Override
        public String step() {
            return "waiting for HELLO";
        }
    }

    /// In: HELLO, each page of the endpoint map. Out: the last page.
    ///
    /// @param pages how many pages have come
    record Mapping(int pages) implements Phase {
        @Override
        public String step() {
            return "waiting for EPMAP";
        }
    }

    /// In: the last page of the endpoint map. Out: IOP_PWR_ACK(ON), which may have come before.
    record AwaitIopOn() implements Phase {
        @Override
        public String step() {
            return "waiting for IOP_PWR_ACK(ON)";
        }
    }

    /// In: the IOP is ON. Out: AP_PWR_ACK(ON).
    record AwaitApOn() implements Phase {
        @Override
        public String step() {
            return "waiting for AP_PWR_ACK(ON)";
        }
    }

    /// In: AP_PWR_ACK(ON). Out: a power-down.
    record Running() implements Phase {
        @Override
        public String step() {
            return "running";
        }
    }

    /// In: a power-down. Out: the echo of the AP's state.
    record TellingAp(PowerDown to) implements Phase {
        @Override
        public String step() {
            return "waiting for AP_PWR_ACK(" + to.ap() + ")";
        }
    }

    /// In: the echo of the AP's state. Out: IOP_PWR_ACK with the state asked for.
    record AskingIop(PowerDown to) implements Phase {
        @Override
        public String step() {
            return "waiting for IOP_PWR_ACK(" + to.iop() + ")";
        }
    }

    /// In: IOP_PWR_ACK of a power-down. Out: boot.
    record Resting(PowerDown how) implements Phase {
        @Override
        public String step() {
            return "at rest after " + how;
        }
    }

    /// In: a crash notification, in any phase. Out: re-init.
    record Crashed(CrashDump dump) implements Phase {
        @Override
        public String step() {
            return "crashed";
        }
    }

    /// In: a fault that the session cannot survive. Out: re-init.
    record Failed(Fault fault) implements Phase {
        @Override
        public String step() {
            return "failed";
        }
    }
}
