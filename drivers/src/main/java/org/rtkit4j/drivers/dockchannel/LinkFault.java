package org.rtkit4j.drivers.dockchannel;

/// Why a part of the byte stream was dropped; the stream goes on behind it.
public sealed interface LinkFault {
    /// Returns one line: a sentence, a colon, and `name=value`.
    String message();

    /// What should have been a header is none; bytes are skipped until one looks like it.
    ///
    /// @param header its 8 bytes as one little-endian word
    record NoHeader(long header) implements LinkFault {
        @Override
        public String message() {
            return "no packet begins here, bytes are skipped: header=0x%016x".formatted(header);
        }
    }

    /// The words of a packet do not add up; it was dropped. What may begin in it is looked for.
    ///
    /// @param number of the interface, as the packet says
    record BadChecksum(int number, int sum) implements LinkFault {
        @Override
        public String message() {
            return "a packet was dropped, its checksum is wrong: interface=%d, sum=0x%08x".formatted(number, sum);
        }
    }

    /// The payload of a packet says that more follows than the packet has; it was dropped.
    record BadLength(int number, int packetBytes, int saidBytes) implements LinkFault {
        @Override
        public String message() {
            return "a packet was dropped, it says more than it has: interface=%d, bytes=%d, said=%d"
                    .formatted(number, packetBytes, saidBytes);
        }
    }

    /// A packet began and did not go on; it was dropped. What may begin in it is looked for.
    record Torn(int bytes, int ofBytes) implements LinkFault {
        @Override
        public String message() {
            return "a packet ended in the middle, it was dropped: bytes=%d, of=%d".formatted(bytes, ofBytes);
        }
    }
}
