package org.rtkit4j.drivers.afk;

/// What the firmware of an AFK endpoint did wrong, as data.
public sealed interface AfkFault {
    /// Returns one line: a sentence, a colon, and `name=value`.
    String message();

    /// A ring is not one: it does not lie in the memory that was given, or its sizes make no sense.
    record BadRing(long offset, long sizeBytes, long dataBytes) implements AfkFault {
        @Override
        public String message() {
            return "no ring: offset=0x%x, size=0x%x, data=0x%x".formatted(offset, sizeBytes, dataBytes);
        }
    }

    /// A pointer of the firmware's lies outside of the ring, or within an entry. The ring is not used any more.
    record BadPointer(long pointer, int dataBytes) implements AfkFault {
        @Override
        public String message() {
            return "a pointer outside of the ring: pointer=0x%x, data=0x%x".formatted(pointer, dataBytes);
        }
    }

    /// An entry is none, or reaches beyond what the firmware has written. The ring is not used any more.
    record BadEntry(int offset, long magic, long sizeBytes) implements AfkFault {
        @Override
        public String message() {
            return "no entry: offset=0x%x, magic=0x%08x, size=0x%x".formatted(offset, magic, sizeBytes);
        }
    }

    /// A message that makes no sense now; it was ignored.
    record Unexpected(String message0, String when) implements AfkFault {
        @Override
        public String message() {
            return "a message makes no sense: message=%s, state=%s".formatted(message0, when);
        }
    }

    /// Memory that was asked for was not given.
    record MemoryRefused(long sizeBytes, String why) implements AfkFault {
        @Override
        public String message() {
            return "memory for rings refused: size=0x%x, %s".formatted(sizeBytes, why);
        }
    }
}
