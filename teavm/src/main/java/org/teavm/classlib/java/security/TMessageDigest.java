package org.teavm.classlib.java.security;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// `java.security.MessageDigest` for SHA-256 (Source: FIPS 180-4).
public final class TMessageDigest {
    private static final int BLOCK_BYTES = 64;
    private static final int ROUNDS = 64;
    private static final int WORDS = 8;

    /// The first 32 bits behind the point of the cube roots of the first 64 primes.
    private static final int[] K = rootsOfPrimes(ROUNDS, 3);

    /// Those of the square roots of the first eight.
    private static final int[] START = rootsOfPrimes(WORDS, 2);

    private final int[] hash = START.clone();

    private TMessageDigest() {}

    public static TMessageDigest getInstance(String name) throws NoSuchAlgorithmException {
        if (!name.equals("SHA-256")) {
            throw new NoSuchAlgorithmException(name);
        }
        return new TMessageDigest();
    }

    public byte[] digest(byte[] input) {
        int[] w = new int[ROUNDS];
        ByteBuffer message = padded(input);
        while (message.hasRemaining()) {
            expand(message, w);
            compress(w);
        }
        ByteBuffer result = ByteBuffer.allocate(WORDS * Integer.BYTES);
        for (int word : hash) {
            result.putInt(word);
        }
        return result.array();
    }

    private static ByteBuffer padded(byte[] input) {
        int size = (input.length + Long.BYTES) / BLOCK_BYTES * BLOCK_BYTES + BLOCK_BYTES;
        byte[] all = Arrays.copyOf(input, size);
        all[input.length] = (byte) 0x80;
        ByteBuffer message = ByteBuffer.wrap(all);
        message.putLong(size - Long.BYTES, (long) Byte.SIZE * input.length);
        return message;
    }

    private static void expand(ByteBuffer message, int[] w) {
        for (int i = 0; i < BLOCK_BYTES / Integer.BYTES; i++) {
            w[i] = message.getInt();
        }
        for (int i = BLOCK_BYTES / Integer.BYTES; i < ROUNDS; i++) {
            int s0 = Integer.rotateRight(w[i - 15], 7) ^ Integer.rotateRight(w[i - 15], 18) ^ (w[i - 15] >>> 3);
            int s1 = Integer.rotateRight(w[i - 2], 17) ^ Integer.rotateRight(w[i - 2], 19) ^ (w[i - 2] >>> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
    }

    // The standard's a to h are v[0] to v[7].
    private void compress(int[] w) {
        int[] v = hash.clone();
        for (int i = 0; i < ROUNDS; i++) {
            int s1 = Integer.rotateRight(v[4], 6) ^ Integer.rotateRight(v[4], 11) ^ Integer.rotateRight(v[4], 25);
            int first = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i];
            int s0 = Integer.rotateRight(v[0], 2) ^ Integer.rotateRight(v[0], 13) ^ Integer.rotateRight(v[0], 22);
            int second = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            System.arraycopy(v, 0, v, 1, WORDS - 1);
            v[4] += first;
            v[0] = first + second;
        }
        for (int i = 0; i < WORDS; i++) {
            hash[i] += v[i];
        }
    }

    private static int[] rootsOfPrimes(int count, int power) {
        int[] roots = new int[count];
        int found = 0;
        for (int n = 2; found < count; n++) {
            if (BigInteger.valueOf(n).isProbablePrime(20)) {
                roots[found++] = fraction(n, power);
            }
        }
        return roots;
    }

    /// Returns the first 32 bits behind the point of a root, bit by bit.
    private static int fraction(int n, int power) {
        BigInteger target = BigInteger.valueOf(n).shiftLeft(Integer.SIZE * power);
        long root = 0;
        for (long bit = 1L << 36; bit > 0; bit >>= 1) {
            if (BigInteger.valueOf(root + bit).pow(power).compareTo(target) <= 0) {
                root += bit;
            }
        }
        return (int) root;
    }
}
