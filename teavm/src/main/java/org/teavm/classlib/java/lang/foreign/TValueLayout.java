package org.teavm.classlib.java.lang.foreign;

import java.nio.ByteOrder;

/// `java.lang.foreign.ValueLayout` for numbers of one byte order, the little-endian one: it is that of every structure
/// that we read.
public interface TValueLayout {
    OfByte JAVA_BYTE = new OfByte() {};
    OfShort JAVA_SHORT_UNALIGNED = new OfShort() {};
    OfInt JAVA_INT_UNALIGNED = new OfInt() {};
    OfLong JAVA_LONG_UNALIGNED = new OfLong() {};

    private static void require(ByteOrder order) {
        if (order != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException("the page reads little-endian numbers only: order=" + order);
        }
    }

    interface OfByte extends TValueLayout {}

    interface OfShort extends TValueLayout {
        default OfShort withOrder(ByteOrder order) {
            require(order);
            return this;
        }
    }

    interface OfInt extends TValueLayout {
        default OfInt withOrder(ByteOrder order) {
            require(order);
            return this;
        }
    }

    interface OfLong extends TValueLayout {
        default OfLong withOrder(ByteOrder order) {
            require(order);
            return this;
        }
    }
}
