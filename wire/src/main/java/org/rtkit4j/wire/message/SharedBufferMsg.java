package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;

/// The fields that crashlog, syslog and ioreport share: their message type, and the buffer each asks for.
///
/// A request with address 0 asks the AP to allocate; the reply repeats SIZE and carries the address. A request with
/// an address only announces memory of the firmware's own and is **not** answered: an answer crashes it.
public final class SharedBufferMsg {
    /// The message's type. m1n1's Python reads 63:52 for crashlog and ioreport.
    public static final Bits TYPE = bits("TYPE", 59, 52, "linux rtkit.c, m1n1 fw/asc");

    /// The type of a buffer request and its reply.
    public static final int ID = 0x1;

    public static final int PAGE_BYTES = 4096;

    public static final Bits SIZE = bits("SIZE", 51, 44, FieldType.PAGES_4K, "linux rtkit.c BUFFER_REQUEST_SIZE");

    /// The address as newer Linux, OpenBSD and m1n1's Python read it; what we use.
    public static final Bits ADDRESS = bits("ADDRESS", 43, 0, FieldType.ADDRESS, "asahi, aurora, openbsd, m1n1 py");

    /// The address as older Linux, m1n1's C and U-Boot read it; differs from 4 TiB on.
    public static final Bits ADDRESS_42 =
            bits("ADDRESS", 41, 0, FieldType.ADDRESS, "linux of 2022, m1n1 rtkit.c, u-boot");

    private SharedBufferMsg() {}
}
