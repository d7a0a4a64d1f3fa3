package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/// Lets one driver at a time write the tables.
///
/// A file that its owner touches every few seconds. One that nobody has touched for a minute belongs to a driver
/// that was killed, and so does one of a process of this machine that is not there any more: whoever comes next
/// takes it.
final class FleetLock implements AutoCloseable {
    private static final long STALE_MILLIS = 60_000;
    private static final long TOUCH_MILLIS = 10_000;

    private final FleetPlace place;
    private final Path file;
    private final Thread keeper;

    private FleetLock(FleetPlace place, Path file) {
        this.place = place;
        this.file = file;
        this.keeper = Thread.ofPlatform().daemon().name("rtkit-lock").unstarted(this::keep);
    }

    /// Takes the lock, and waits for one whose owner may have been killed.
    ///
    /// @throws FleetException if another run is at work
    static FleetLock take(FleetPlace place) throws IOException, FleetException {
        Path file = place.own("lock");
        String own = "%s %d %s".formatted(host(), ProcessHandle.current().pid(), UUID.randomUUID());
        long first = -1;
        while (!create(place, file, own)) {
            String owner = place.text(file);
            long touched = touched(place, file);
            if (owner != null && (isDead(owner) || touched == first)) {
                place.fileSystem().delete(file, false);
            } else if (first >= 0 || isAlive(owner, touched)) {
                throw new FleetException(place.root() + ": another run is at work on it: " + owner);
            } else {
                first = touched;
                pause();
            }
        }
        var lock = new FleetLock(place, file);
        lock.keeper.start();
        return lock;
    }

    private static boolean create(FleetPlace place, Path file, String text) throws IOException {
        try (var out = place.fileSystem().create(file, false)) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    private static long touched(FleetPlace place, Path file) throws IOException {
        return place.list(file).stream()
                .mapToLong(FileStatus::getModificationTime)
                .findFirst()
                .orElse(0);
    }

    private static boolean isDead(String owner) {
        return isOfThisMachine(owner) && process(owner).isEmpty();
    }

    /// Returns whether there is nothing to wait for. A process that has a dead one's number touches nothing.
    private static boolean isAlive(@Nullable String owner, long touched) {
        return owner != null
                && isOfThisMachine(owner)
                && process(owner).isPresent()
                && System.currentTimeMillis() - touched < STALE_MILLIS;
    }

    private static boolean isOfThisMachine(String owner) {
        return owner.matches(Pattern.quote(host()) + " [0-9]{1,9} .*");
    }

    private static Optional<ProcessHandle> process(String owner) {
        return ProcessHandle.of(Long.parseLong(owner.split(" ", -1)[1]));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(' ', '-');
        } catch (IOException _) {
            return "unknown";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STALE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for another run", e);
        }
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(TOUCH_MILLIS);
                place.fileSystem().setTimes(file, System.currentTimeMillis(), -1);
            }
        } catch (InterruptedException _) {
            // The run is over.
        } catch (IOException e) {
            System.getLogger(FleetLock.class.getName())
                    .log(System.Logger.Level.WARNING, "the lock cannot be kept: another run may begin", e);
        }
    }

    @Override
    public void close() throws IOException {
        keeper.interrupt();
        place.fileSystem().delete(file, false);
    }
}
