package org.rtkit4j.drivers.dockchannel;

/// Hears what comes out of a [PacketLink], on the thread that polls it. None of it is trusted but the sums and
/// lengths that the link has checked.
public interface PacketListener {
    /// A packet has come.
    ///
    /// @param header see [org.rtkit4j.wire.dockchannel.DockPacket#HEADER]; its interface may be any
    /// @param head see [org.rtkit4j.wire.dockchannel.DockPayload#HEAD]
    /// @param bytes where what follows the head lies; the link's own, and good until this returns
    /// @param from where it begins
    /// @param length how much of it there is
    void onPacket(long header, long head, byte[] bytes, int from, int length);

    /// A part of the stream was dropped.
    void onFault(LinkFault fault);
}
