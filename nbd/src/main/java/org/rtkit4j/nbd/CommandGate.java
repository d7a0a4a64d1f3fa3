package org.rtkit4j.nbd;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.DiskCommand;

/// What all connections of a server share: the disk, commands to be filled in, and the right to change alone.
///
/// A change of part of a block reads the block first. Nothing else may change meanwhile, so it has the disk's
/// changes for itself; reads go on.
final class CommandGate {
    private final Disk disk;
    private final Consumer<DiskCommand> listener = this::onDone;
    private final ArrayDeque<DiskCommand> free = new ArrayDeque<>();
    private int changes;
    private @Nullable NbdRequest holder;
    private boolean isReleased;

    CommandGate(Disk disk) {
        this.disk = disk;
    }

    Disk disk() {
        return disk;
    }

    /// Returns a command to be filled in and given to [#submit].
    DiskCommand command() {
        DiskCommand kept = free.pollLast();
        return kept == null ? new DiskCommand(listener) : kept;
    }

    /// Gives the disk a command for a request.
    ///
    /// @return false if it must wait
    boolean submit(DiskCommand command, NbdRequest request) {
        boolean isChange = command.operation().isChange();
        if (isChange && holder != null && holder != request) {
            free.addLast(command);
            return false;
        }
        changes += isChange ? 1 : 0;
        request.flying++;
        if (disk.submit(command.by(request))) {
            return true;
        }
        request.flying--;
        changes -= isChange ? 1 : 0;
        free.addLast(command);
        return false;
    }

    /// Takes the right to change alone; false while others have it, or change.
    boolean lock(NbdRequest request) {
        if (holder == null && changes == 0) {
            holder = request;
        }
        return holder == request;
    }

    void unlock(NbdRequest request) {
        if (holder == request) {
            holder = null;
            isReleased = true;
        }
    }

    /// Returns whether the right was given back since this was last asked. Requests that wait for it have to be
    /// tried again then.
    boolean takeRelease() {
        boolean was = isReleased;
        isReleased = false;
        return was;
    }

    private void onDone(DiskCommand command) {
        NbdRequest request = (NbdRequest) command.owner();
        if (request == null) {
            throw new IllegalStateException("a command without an owner: " + command);
        }
        changes -= command.operation().isChange() ? 1 : 0;
        int error = Nbd.error(command.status());
        free.addLast(command.by(null));
        request.land(error);
    }
}
