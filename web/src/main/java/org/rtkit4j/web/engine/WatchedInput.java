package org.rtkit4j.web.engine;

import java.io.InputStream;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/// A report in memory that tells how far it has been read.
final class WatchedInput extends InputStream {
    private static final int STEP_BYTES = 1 << 20;

    private final byte[] input;
    private final Watcher watcher;
    private int at;
    private int told;

    /// A function of the page.
    @JSFunctor
    interface Watcher extends JSObject {
        /// So many bytes have been read.
        void at(int bytes);
    }

    WatchedInput(byte[] input, Watcher watcher) {
        this.input = input;
        this.watcher = watcher;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) {
        int count = Math.min(most, input.length - at);
        if (count <= 0) {
            return most == 0 ? 0 : -1;
        }
        System.arraycopy(input, at, into, from, count);
        at += count;
        tell();
        return count;
    }

    private void tell() {
        if (at - told >= STEP_BYTES) {
            told = at;
            watcher.at(at);
        }
    }
}
