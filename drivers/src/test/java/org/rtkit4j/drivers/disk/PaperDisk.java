package org.rtkit4j.drivers.disk;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rtkit4j.drivers.disk.DiskCommand.Operation;

/// Twenty blocks on paper, and a book of what was asked for.
///
/// Of the commands in flight one completes at a time, the oldest first, and only after somebody has waited for it.
final class PaperDisk implements Disk {
    static final int BLOCK = 512;
    static final int DEPTH = 3;

    final byte[] content = new byte[20 * BLOCK];
    final List<String> asked = new ArrayList<>();
    /// Commands whose range begins here fail.
    final Set<Long> badOffsets = new HashSet<>();
    String failure;
    boolean isInterrupted;
    /// It takes nothing before somebody has waited, as one that is being brought back.
    boolean isBusy;
    int mostInFlight;
    private final ArrayDeque<DiskCommand> flying = new ArrayDeque<>();
    private boolean isReady;

    @Override
    public DiskTraits traits() {
        return new DiskTraits(
                "PAPER", "P-1", "1.0", BLOCK, content.length, 2 * BLOCK, 4L * BLOCK, DEPTH, false, true, true);
    }

    @Override
    public boolean submit(DiskCommand command) {
        command.require(traits());
        if (isBusy || flying.size() == DEPTH) {
            return false;
        }
        asked.add("%s %d+%d".formatted(command.operation(), command.offset() / BLOCK, command.length() / BLOCK));
        if (command.operation() == Operation.WRITE) {
            command.buffer().get(command.from(), content, (int) command.offset(), (int) command.length());
        }
        flying.add(command);
        mostInFlight = Math.max(mostInFlight, flying.size());
        return true;
    }

    @Override
    public int poll() {
        if (!isReady || flying.isEmpty()) {
            return 0;
        }
        isReady = false;
        DiskCommand command = flying.remove();
        boolean isBad = badOffsets.contains(command.offset());
        if (!isBad && command.operation() == Operation.READ) {
            command.buffer().put(command.from(), content, (int) command.offset(), (int) command.length());
        }
        command.complete(isBad ? DiskStatus.MEDIA_ERROR : DiskStatus.OK, 0);
        return 1;
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        if (isInterrupted) {
            throw new InterruptedException();
        }
        isReady = true;
        isBusy = false;
    }

    @Override
    public int inFlight() {
        return flying.size();
    }

    @Override
    public void arm(Runnable handler) {
        handler.run();
    }

    @Override
    public long nextDueNanos() {
        return NEVER;
    }

    @Override
    public String failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        throw new IOException("a channel leaves its disk open");
    }
}
