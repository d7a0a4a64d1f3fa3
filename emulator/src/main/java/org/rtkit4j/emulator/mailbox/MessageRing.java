package org.rtkit4j.emulator.mailbox;

/// Messages in the order in which they came, without an object for any. Not safe for threads.
///
/// It grows to the most that ever waited, up to a bound; so ten thousand that are empty cost little.
public final class MessageRing {
    private final int capacity;
    // Pairs of msg0 and msg1.
    private long[] words;
    private int head;
    private int count;

    /// Makes an empty ring.
    ///
    /// @param initial room for so many messages at first
    /// @param capacity the most that it holds
    public MessageRing(int initial, int capacity) {
        this.capacity = capacity;
        words = new long[2 * initial];
    }

    public int count() {
        return count;
    }

    /// Returns false where the bound is reached: the message is not taken then.
    public boolean add(long msg0, long msg1) {
        if (count == capacity) {
            return false;
        }
        if (2 * count == words.length) {
            grow();
        }
        int at = 2 * ((head + count) % (words.length / 2));
        words[at] = msg0;
        words[at + 1] = msg1;
        count++;
        return true;
    }

    /// Returns the first word of the oldest message; there must be one.
    public long msg0() {
        return words[2 * head];
    }

    /// Returns the second word of the oldest message.
    public long msg1() {
        return words[2 * head + 1];
    }

    /// Drops the oldest message.
    public void remove() {
        head = (head + 1) % (words.length / 2);
        count--;
    }

    public void clear() {
        head = 0;
        count = 0;
    }

    private void grow() {
        int messages = words.length / 2;
        long[] larger = new long[2 * words.length];
        System.arraycopy(words, 2 * head, larger, 0, 2 * (messages - head));
        System.arraycopy(words, 0, larger, 2 * (messages - head), 2 * head);
        words = larger;
        head = 0;
    }
}
