package org.rtkit4j.core.iop;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.wire.message.CoprocessorKind;

/// What is particular about one kind of co-processor: how it is started, how it may be stopped, how it is left.
///
/// Drivers read as little of it as possible. How its buffers are provided is the platform's memory to know.
///
/// @param session versions, time-outs and the name
/// @param boot how it is brought up
/// @param rest how it is left when nobody needs it; what [Iop#close] does. Null: it stays up, see [#stayingUp]
/// @param supported the ways in which it may be stopped; the others would lose it
public record IopProfile(
        SessionConfig session, BootPlan boot, @Nullable PowerDown rest, Set<PowerDown> supported) {
    public IopProfile {
        supported = Set.copyOf(supported);
        if (rest != null && !supported.contains(rest)) {
            throw new IllegalArgumentException("a profile must support the state it rests in: rest=" + rest);
        }
    }

    /// Returns the profile of a co-processor by its name: `ans`, `smc`, `dcpext1`. The name says of which kind it
    /// is; for one of no known kind there is a profile that suits most.
    public static IopProfile named(String name) {
        return of(CoprocessorKind.of(name), name);
    }

    /// Returns the profile of a co-processor of a kind that is known otherwise than by its name.
    public static IopProfile of(CoprocessorKind kind, String name) {
        var session = SessionConfig.named(name);
        return switch (kind) {
            // Its driver sets RUN and HELLO comes by itself; RUN is cleared after a shutdown. Source: linux
            // nvme/host/apple.c.
            case ANS ->
                new IopProfile(session, BootPlan.START, PowerDown.SLEEP, Set.of(PowerDown.QUIESCE, PowerDown.SLEEP));
            // Its CPU always runs: it is woken and quiesced, never reset. Source: linux macsmc.
            case SMC ->
                new IopProfile(session, BootPlan.WAKE, PowerDown.QUIESCE, Set.of(PowerDown.IDLE, PowerDown.QUIESCE));
            // The one kind that is switched off. Source: linux rtkit.c, the comment on poweroff.
            case ACIO -> new IopProfile(session, BootPlan.START, PowerDown.OFF, Set.of(PowerDown.OFF));
            case DCP, MTP, AOP, SIO, GFX, PMP, GENERIC ->
                new IopProfile(
                        session,
                        BootPlan.START_AND_WAKE,
                        PowerDown.SLEEP,
                        Set.of(PowerDown.IDLE, PowerDown.QUIESCE, PowerDown.SLEEP));
        };
    }

    /// Returns this profile for a firmware that no shutdown is survived by and no reset brings back: it is never
    /// stopped, and keeps the buffers that it was given when its host goes. So is the storage of M4 and later.
    ///
    /// Source: aurora-silicon `nvme/host/apple.c`, which neither shuts RTKit down there nor resets the
    /// co-processor.
    public IopProfile stayingUp() {
        return new IopProfile(session, boot, null, Set.of());
    }

    /// Returns whether its firmware runs on when its host goes.
    public boolean staysUp() {
        return rest == null;
    }

    /// Returns this profile with another session.
    public IopProfile with(SessionConfig changed) {
        return new IopProfile(changed, boot, rest, supported);
    }

    /// Returns this profile with another way to be brought up.
    public IopProfile with(BootPlan changed) {
        return new IopProfile(session, changed, rest, supported);
    }
}
