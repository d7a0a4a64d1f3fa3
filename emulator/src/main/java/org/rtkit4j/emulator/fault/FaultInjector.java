package org.rtkit4j.emulator.fault;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Mailbox;

/// Injects the faults of a plan between an AP and a co-processor: give the AP [#mailbox], [#memory] and [#reset] in
/// place of the co-processor's own.
///
/// One thread at a time, that of the mailbox; whoever owns the clock calls [#onTime] at [#nextDueNanos].
public final class FaultInjector {
    /// The time of what is not due.
    public static final long NEVER = Long.MAX_VALUE;

    private static final long PAST = Long.MIN_VALUE;
    private static final int STORM_MESSAGES = 300;
    private static final CrashCause CAUSE = new CrashCause.FailedAssert("fault.c", 1, "injected by a fault plan");

    private final FaultPlan plan;
    private final Coprocessor coprocessor;
    private final LongSupplier clock;
    private final FaultyMailbox mailbox;
    private final FaultyMemory memory;
    private final Map<FaultKind, Long> armed = new EnumMap<>(FaultKind.class);
    private final EnumSet<FaultKind> struck = EnumSet.noneOf(FaultKind.class);
    private Consumer<Injection> listener = _ -> {};
    private int next;
    private int step;
    private long withheldUntil = PAST;
    private long silentUntil = PAST;
    private long refusedUntil = PAST;

    /// Makes an injector around what a co-processor offers.
    ///
    /// @param coprocessor whose firmware crashes, hangs and talks nonsense
    /// @param mailbox its mailbox as the AP sees it
    /// @param memory its memory as the AP sees it
    /// @param clock nanoseconds, the clock of the machine
    public FaultInjector(
            FaultPlan plan, Coprocessor coprocessor, Mailbox mailbox, DeviceMemory memory, LongSupplier clock) {
        this.plan = plan;
        this.coprocessor = coprocessor;
        this.clock = clock;
        this.mailbox = new FaultyMailbox(this, mailbox);
        this.memory = new FaultyMemory(this, memory);
    }

    /// Calls `told` whenever a fault strikes.
    public void onStrike(Consumer<Injection> told) {
        listener = told;
    }

    /// Lets the faults of step 0 strike.
    public void begin() {
        strikeDue();
    }

    /// Has a fault strike now, beside those of the plan.
    public void strike(FaultKind kind, long parameter) {
        strike(new Injection(step, kind, parameter));
    }

    /// Returns the mailbox that the AP is to use instead of the co-processor's.
    public Mailbox mailbox() {
        return mailbox;
    }

    /// Returns the memory that the AP is to use instead of the co-processor's.
    public DeviceMemory memory() {
        return memory;
    }

    /// Resets the co-processor, and what is on its way between it and the AP.
    public void reset() {
        mailbox.clear();
        withheldUntil = PAST;
        coprocessor.reset();
    }

    /// Returns how many messages have crossed so far, in both directions together.
    ///
    /// A message of the AP crosses when its FIFO takes it, one of the firmware when the AP reads it from its FIFO.
    /// Those that a fault loses count; those that a fault adds between the two do not. A fault planned for step n
    /// strikes when n messages have crossed; one that concerns a message strikes the next one of its direction.
    public int step() {
        return step;
    }

    /// Returns the kinds that have struck.
    public Set<FaultKind> struck() {
        return Set.copyOf(struck);
    }

    /// Ends every fault: what is armed or lasts, and what the plan still holds.
    ///
    /// What has happened stays so: a firmware that has crashed needs a [#reset].
    public void heal() {
        next = plan.injections().size();
        armed.clear();
        withheldUntil = PAST;
        silentUntil = PAST;
        refusedUntil = PAST;
        mailbox.recheck();
    }

    /// Returns when [#onTime] is to be called next, or [#NEVER].
    public long nextDueNanos() {
        long now = clock.getAsLong();
        long due = withheldUntil > now ? withheldUntil : NEVER;
        return refusedUntil > now ? Math.min(due, refusedUntil) : due;
    }

    /// Ends what has lasted long enough; interrupt lines that were held back fire.
    public void onTime() {
        mailbox.recheck();
    }

    // ---- For mailbox and memory ----

    boolean isWithholding() {
        return withheldUntil > clock.getAsLong();
    }

    boolean isSilent() {
        return silentUntil > clock.getAsLong();
    }

    boolean isRefusing() {
        return refusedUntil > clock.getAsLong();
    }

    boolean isArmed() {
        return !armed.isEmpty();
    }

    boolean isArmed(FaultKind kind) {
        return armed.containsKey(kind);
    }

    /// Returns whether `kind` was armed; it is not any more.
    boolean disarm(FaultKind kind) {
        return armed.remove(kind) != null;
    }

    long parameter(FaultKind kind) {
        return armed.getOrDefault(kind, 0L);
    }

    /// Uses up one of as many occasions as the parameter says.
    boolean useUp(FaultKind kind) {
        Long left = armed.get(kind);
        if (left == null) {
            return false;
        }
        if (left <= 1) {
            armed.remove(kind);
        } else {
            armed.put(kind, left - 1);
        }
        return true;
    }

    void crash() {
        coprocessor.crash(CAUSE);
    }

    void onCrossed() {
        step++;
        strikeDue();
    }

    private void strikeDue() {
        while (next < plan.injections().size() && plan.injections().get(next).step() <= step) {
            strike(plan.injections().get(next++));
        }
    }

    private void strike(Injection injection) {
        struck.add(injection.kind());
        listener.accept(injection);
        long parameter = injection.parameter();
        switch (injection.kind()) {
            case DELAY -> withheldUntil = clock.getAsLong() + parameter;
            case SILENCE -> silentUntil = clock.getAsLong() + parameter;
            case FIFO_FULL -> refusedUntil = clock.getAsLong() + parameter;
            case LOSE,
                    LOSE_TO_IOP,
                    DUPLICATE,
                    DUPLICATE_TO_IOP,
                    WRONG_STATE,
                    JUNK_IN_WORD,
                    ENDLESS_MAP,
                    MEMORY_REFUSED,
                    MEMORY_CHANGES,
                    CRASH_AT_BUFFER,
                    CRASH_AT_SHUTDOWN,
                    ACCESS_FAILS -> armed.put(injection.kind(), parameter);
            case GARBAGE -> sayGarbage(new SplittableRandom(parameter));
            case UNSOLICITED -> coprocessor.say(Words.unsolicited(parameter), Words.unsolicitedEndpoint(parameter));
            case REPEATED_HANDSHAKE -> mailbox.repeatHandshake();
            case STORM -> storm(parameter);
            case GARBAGE_EVERYWHERE -> sayGarbageEverywhere(new SplittableRandom(parameter));
            case SPURIOUS_INTERRUPT -> mailbox.fireLines();
            case CRASH -> crash();
            case CRASH_TWICE -> crashTwice();
            case HANG -> coprocessor.hang();
            case RESTART -> coprocessor.restart();
        }
    }

    private void sayGarbage(SplittableRandom random) {
        coprocessor.say(Words.garbage(random), random.nextInt(Endpoints.COUNT));
    }

    private void sayGarbageEverywhere(SplittableRandom random) {
        for (int endpoint = 0; endpoint < Endpoints.COUNT; endpoint++) {
            coprocessor.say(Words.garbage(random), endpoint);
        }
    }

    private void storm(long which) {
        for (int i = 0; i < STORM_MESSAGES; i++) {
            coprocessor.say(Words.storm(which), Words.stormEndpoint(which));
        }
    }

    private void crashTwice() {
        crash();
        coprocessor.say(SharedBufferMsg.TYPE.put(0, SharedBufferMsg.ID), Endpoints.CRASHLOG);
    }
}
