package org.teavm.classlib.java.nio.channels;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// `java.nio.channels.Channels`: the way from a stream to a channel.
public final class TChannels {
    private TChannels() {}

    public static WritableByteChannel newChannel(OutputStream out) {
        return new WritableByteChannel() {
            private boolean isClosed;

            @Override
            public int write(ByteBuffer source) throws IOException {
                byte[] bytes = new byte[source.remaining()];
                source.get(bytes);
                out.write(bytes);
                return bytes.length;
            }

            @Override
            public boolean isOpen() {
                return !isClosed;
            }

            @Override
            public void close() throws IOException {
                isClosed = true;
                out.close();
            }
        };
    }
}
