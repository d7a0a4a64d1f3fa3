package org.rtkit4j.emulator.fault;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// What can go wrong between an AP and a co-processor, or with the co-processor itself.
///
/// Each has a parameter whose meaning its sentence tells, and values of it that are worth trying.
public enum FaultKind {
    DELAY("messages to the AP are withheld; parameter: for how many nanoseconds", 20_000_000L, 700_000_000L),
    LOSE("the next message to the AP is lost", 0),
    LOSE_TO_IOP("the next message to the IOP is lost", 0),
    DUPLICATE("the next message to the AP comes twice", 0),
    DUPLICATE_TO_IOP("the next message to the IOP comes twice", 0),
    FIFO_FULL("the AP's FIFO takes nothing; parameter: for how many nanoseconds", 100_000_000L, 700_000_000L),
    WRONG_STATE(
            "the next acknowledgement of a power state carries another; parameter: its code",
            0x000,
            0x010,
            0x020,
            0x201,
            0x7777),
    JUNK_IN_WORD("bits 31:8 of the next second word to the AP are set", 0),
    GARBAGE("a random message of a random endpoint comes; parameter: a seed", 1, 2),
    UNSOLICITED(
            "a well-formed message comes that makes no sense; parameter: which",
            LongStream.range(0, Words.unsolicited()).toArray()),
    REPEATED_HANDSHAKE("the firmware's whole handshake comes again", 0),
    ENDLESS_MAP("no page of the endpoint map is the last one any more", 0),
    STORM("hundreds of messages come at once; parameter: of which kind", 0, 1, 2, 3),
    GARBAGE_EVERYWHERE("a random message of every endpoint comes; parameter: a seed", 1),
    SPURIOUS_INTERRUPT("both interrupt lines fire though nothing has happened", 0),
    ACCESS_FAILS("the AP's next access to its mailbox fails, as over a broken wire; parameter: how many do", 1, 3),
    MEMORY_REFUSED("the next request for memory is refused", 0),
    MEMORY_CHANGES("shared memory changes while it is read; parameter: in how many reads", 8),
    CRASH("the firmware crashes", 0),
    CRASH_AT_BUFFER("the firmware crashes when the AP next answers a buffer request", 0),
    CRASH_AT_SHUTDOWN("the firmware crashes in a shutdown; parameter: 0 at the AP's state, 1 at its own", 0, 1),
    CRASH_TWICE("the firmware crashes, and tells of it twice", 0),
    HANG("the firmware hangs", 0),
    SILENCE(
            "the firmware works, but its messages are lost; parameter: for how many nanoseconds",
            300_000_000L,
            3_000_000_000L),
    RESTART("the firmware starts anew by itself", 0);

    // The AP hears what the firmware did not say, or did not say twice: it may take memory back that is in use.
    private static final Set<FaultKind> FORGERIES = Set.of(
            DUPLICATE, WRONG_STATE, GARBAGE, UNSOLICITED, REPEATED_HANDSHAKE, ENDLESS_MAP, STORM, GARBAGE_EVERYWHERE);

    // What an AP meets when it accesses things, and one that has registers only meets by itself.
    private static final Set<FaultKind> ACCESSES = Set.of(ACCESS_FAILS, MEMORY_REFUSED, MEMORY_CHANGES);

    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // Stream.toList makes it unmodifiable, which its type does not say.
    private final List<Long> parameters;

    FaultKind(String sentence, long... parameters) {
        this.sentence = sentence;
        this.parameters = LongStream.of(parameters).boxed().toList();
    }

    /// Returns what happens, in words.
    public String sentence() {
        return sentence;
    }

    /// Returns the parameters that are worth trying.
    public List<Long> parameters() {
        return parameters;
    }

    /// Returns whether it strikes between the two or in the firmware, and not in the AP's own accesses: only
    /// such faults strike an AP in another process.
    public boolean isRemote() {
        return !ACCESSES.contains(this);
    }

    /// Returns whether the AP hears words that the firmware did not say.
    ///
    /// An AP that believes one may take back memory that the firmware uses; the firmware's next access then ends
    /// in a [org.rtkit4j.emulator.machine.DmaFault], which with all other faults is an error of the AP.
    public boolean isForgery() {
        return FORGERIES.contains(this);
    }
}
