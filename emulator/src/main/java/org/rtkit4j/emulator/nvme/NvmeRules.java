package org.rtkit4j.emulator.nvme;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the firmware of one generation insists on, where its chip leaves that open.
///
/// @param nullCheck which commands with a null PRP it refuses
/// @param tcbOpcode what it makes of the opcode in a TCB
/// @param adminData where the data of an admin command may begin
/// @param unusedPrp what it makes of a PRP that the command does not use
/// @param shortRead what it makes of a read of two pages whose second PRP is null
/// @param answeredId under which id a command is answered, on chips whose queues are rings
public record NvmeRules(
        NullCheck nullCheck,
        TcbOpcode tcbOpcode,
        AdminData adminData,
        UnusedPrp unusedPrp,
        ShortRead shortRead,
        AnsweredId answeredId) {
    /// What the oldest known firmware does.
    public static final NvmeRules OLDEST = new NvmeRules(
            NullCheck.USED,
            TcbOpcode.NOTICED,
            AdminData.ANYWHERE,
            UnusedPrp.IGNORED,
            ShortRead.FIRST_PAGE,
            AnsweredId.OWN);

    /// Which commands with a null PRP are refused.
    public enum NullCheck {
        /// Each with either PRP null, until the host clears the bit in UNKNOWN_CTRL. The comments of linux
        /// `apple.c` up to July 2026 and of m1n1 `nvme.c` say so, and both clear it. No firmware can do that
        /// which Linux since August 2026 reads from: it leaves the bit alone, and its Identify has one PRP.
        ANY,
        /// Those whose TCB has a direction and no PRP1, until the host clears the bit. Source: aurora `apple.c`
        /// for t8132; *guess* for t8103, the least that both kinds of linux agree with. The older one sets a
        /// direction for every command, the newer one only where there is a PRP1.
        USED,
        /// The same, and UNKNOWN_CTRL is not there: whoever touches it has a bus error. Source: linux 8ce883fd, of
        /// the firmware of macOS 15 and later.
        ABSENT
    }

    /// What is made of the opcode in a TCB.
    public enum TcbOpcode {
        /// Another one than the command's is noticed.
        NOTICED,
        /// Anything but 0 is refused. *Guess*: linux cc0fec9b says that the byte is reserved and macOS leaves it
        /// clear; that firmware of macOS 15 insists is not established.
        RESERVED
    }

    /// Where the data of an admin command may begin.
    public enum AdminData {
        ANYWHERE,
        /// At the start of a page. Source: linux ea2160c7, of the firmware of macOS 15 and later.
        PAGE
    }

    /// What is made of a PRP in a command without data.
    public enum UnusedPrp {
        /// Nothing. *Guess*: our driver names a page of its own there.
        IGNORED,
        REFUSED
    }

    /// What is made of a read of two pages whose second PRP is null.
    public enum ShortRead {
        /// It ends well, with the first page. *Guess*: m1n1's `nvme.c` reads so.
        FIRST_PAGE,
        REFUSED
    }

    /// Under which id a command is answered, on chips whose queues are rings.
    public enum AnsweredId {
        /// *Guess* t8015-cid: linux `apple.c` looks answers up by it.
        OWN,
        /// Hoolock notes that it is off by one on A11, without saying which way.
        NEXT
    }

    /// Returns the member of one of these enums by its name in profiles, for example `used`.
    public static <E extends Enum<E>> E named(Class<E> kind, String label) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(value -> label(value).equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none of "
                        + Arrays.stream(kind.getEnumConstants())
                                .map(NvmeRules::label)
                                .collect(Collectors.joining(", "))));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
