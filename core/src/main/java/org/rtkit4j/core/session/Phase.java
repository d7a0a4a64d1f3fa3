package org.rtkit4j.core.session;

/// Where a session stands, with what is known there. Each phase says in its comment how it is entered and left;
/// [Moves] is the whole table.
///
/// ```text
/// Stopped → AwaitHello → Mapping → AwaitIopOn → AwaitApOn → Running → TellingAp → AskingIop → Resting → AwaitHello
/// on its way, running or at rest → Crashed; any of these, or Stopped → Failed
/// every phase but Closed → Stopped (re-init), → Closed (close)
/// ```
public sealed interface Phase {
    /// Returns the name of the wait for messages, for example `waiting for HELLO`.
    String step();

    /// Returns whether the session waits here for the co-processor, and so has a deadline.
    default boolean isWait() {
        return stage().isWait();
    }

    /// Returns whether the session has ended: only a re-init leaves [Crashed] and [Failed], and nothing [Closed].
    default boolean isTerminal() {
        return stage().isTerminal();
    }

    /// Returns the stage of the [Moves] that this is.
    default Stage stage() {
        return switch (this) {
            case Stopped _ -> Stage.STOPPED;
            case AwaitHello _ -> Stage.AWAIT_HELLO;
            case Mapping _ -> Stage.MAPPING;
            case AwaitIopOn _ -> Stage.AWAIT_IOP_ON;
            case AwaitApOn _ -> Stage.AWAIT_AP_ON;
            case Running _ -> Stage.RUNNING;
            case TellingAp _ -> Stage.TELLING_AP;
            case AskingIop _ -> Stage.ASKING_IOP;
            case Resting _ -> Stage.RESTING;
            case Crashed _ -> Stage.CRASHED;
            case Failed _ -> Stage.FAILED;
            case Closed _ -> Stage.CLOSED;
        };
    }

    /// In: new session, re-init. Out: boot, or the adoption of one that runs.
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

    /// In: AP_PWR_ACK(ON), or an adoption. Out: a power-down.
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

    /// In: a crash notification, in any phase but Stopped. Out: re-init.
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

    /// In: the session was closed. Out: nothing; whoever wants the co-processor again makes a new session.
    record Closed() implements Phase {
        @Override
        public String step() {
            return "closed";
        }
    }
}
