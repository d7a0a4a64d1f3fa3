package org.rtkit4j.emulator.firmware;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Syslog;

/// Endpoint 2: a ring of entries in shared memory. The AP's echo of an entry frees it.
final class SyslogEndpoint implements SystemEndpoint {
    private static final int MOST_HELD = 32;
    private static final long LOG = Syslog.Log.LAYOUT.word();

    private final Kernel kernel;
    private final FirmwareConfig config;
    private final SyslogSpec spec;
    private final SharedBufferRequest buffer;
    private final BitSet unread = new BitSet();
    private final ArrayDeque<LogLine> held = new ArrayDeque<>();
    private int next;
    private boolean isReady;
    private boolean isApOn;
    private int lost;

    SyslogEndpoint(Kernel kernel, FirmwareConfig config) {
        this.kernel = kernel;
        this.config = config;
        spec = config.syslog();
        buffer = new SharedBufferRequest(kernel, Endpoints.SYSLOG, spec.buffer());
        config.bootLog().forEach(this::hold);
    }

    @Override
    public void onStart() {
        buffer.ask();
        if (buffer.isSettled()) {
            init();
        }
    }

    @Override
    public void onMessage(long msg0) {
        if (buffer.accept(msg0)) {
            if (buffer.isGranted()) {
                init();
            }
        } else if (Syslog.Log.LAYOUT.matches(msg0)) {
            unread.clear((int) Syslog.Log.INDEX.get(msg0));
        }
    }

    @Override
    public void addPages(List<Long> iovas) {
        buffer.addPages(iovas);
    }

    @Override
    public boolean isSettled() {
        return buffer.isSettled();
    }

    @Override
    public void onApOn() {
        isApOn = true;
        flush();
    }

    /// Writes a line; before the AP is `ON` it is held back, or lost where too many are.
    void log(LogLine line) {
        hold(line);
        flush();
    }

    /// Returns how many lines the AP can never see: the ring was full of entries that it had not echoed.
    int lost() {
        return lost;
    }

    private void init() {
        long init = Syslog.Init.LAYOUT.word();
        init = Syslog.Init.ENTRIES.put(init, spec.claimedEntries());
        init = Syslog.Init.MESSAGE_SIZE.put(init, spec.claimedMessageBytes());
        kernel.send(Endpoints.SYSLOG, init);
        if (config.has(Quirk.REPEATED_SYSLOG_INIT)) {
            kernel.send(Endpoints.SYSLOG, init);
        }
        isReady = true;
        flush();
    }

    private void hold(LogLine line) {
        if (held.size() == MOST_HELD) {
            lost++;
        } else {
            held.add(line);
        }
    }

    private void flush() {
        while (isReady && (isApOn || config.has(Quirk.LOGS_EARLY)) && !held.isEmpty()) {
            write(held.remove());
        }
    }

    private void write(LogLine line) {
        if (unread.get(next)) {
            lost++;
            return;
        }
        byte[] entry = new byte[spec.stride()];
        put(line.context(), entry, Syslog.Entry.CONTEXT.offset(), Syslog.Entry.CONTEXT.sizeBytes());
        put(line.text(), entry, SyslogSpec.HEAD_BYTES, spec.messageBytes());
        kernel.memory().store(buffer.iova() + (long) next * spec.stride(), entry, 0, entry.length);
        unread.set(next);
        kernel.send(Endpoints.SYSLOG, Syslog.Log.INDEX.put(LOG, toldIndex()));
        next = (next + 1) % spec.entries();
    }

    private int toldIndex() {
        return config.has(Quirk.LOG_PAST_END) ? Math.min(spec.entries(), 255) : next;
    }

    // Cut to its field, with a NUL at the end.
    private static void put(String text, byte[] entry, int offset, int sizeBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, entry, offset, Math.min(bytes.length, sizeBytes - 1));
    }
}
