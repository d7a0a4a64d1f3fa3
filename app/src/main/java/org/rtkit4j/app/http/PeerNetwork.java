package org.rtkit4j.app.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Who is at the other end, as far as an address tells: an IPv4 address, or the 64 bits of an IPv6 network, in which
/// one machine has as many addresses as it likes.
///
/// @param network its bits, in hex
public record PeerNetwork(String network) {
    private static final int NETWORK_BYTES = 8;

    public static PeerNetwork of(InetAddress address) {
        byte[] bits = address.getAddress();
        return new PeerNetwork(
                HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bits, NETWORK_BYTES) : bits));
    }
}
