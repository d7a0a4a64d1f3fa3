package org.rtkit4j.hardware.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Addresses as they are printed, so that they can be given back.
class AddressWordsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:80",
        "::1, [::1]:80",
        "::, [::]:80",
        "fe80:0:0:0:1:0:0:1, [fe80::1:0:0:1]:80",
        "1:0:0:2:0:0:0:3, [1:0:0:2::3]:80",
        "2001:db8:0:1:0:1:0:1, [2001:db8:0:1:0:1:0:1]:80",
        "1:2:3:4:5:6:0:0, [1:2:3:4:5:6::]:80",
        "10:0:0:20:30:40:50:60, [10::20:30:40:50:60]:80",
    })
    void anAddressHasItsShortestFormAndBracketsWhereItHasColons(String address, String words)
            throws UnknownHostException {
        assertEquals(words, TcpLink.describe(new InetSocketAddress(InetAddress.getByName(address), 80)));
    }
}
