package org.rtkit4j.app.input;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.input.InputFault;
import org.rtkit4j.drivers.input.InputListener;
import org.rtkit4j.drivers.input.KeyboardIdentity;

/// Events that wait to be printed. A printer that stands still makes it drop the newest, not grow.
final class InputQueue implements InputListener {
    private static final int CAPACITY = 1 << 14;

    private final LinkedBlockingQueue<InputEvent> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean isFinished;

    /// Returns the next event, or null where none comes in time.
    @Nullable
    InputEvent next(long millis) throws InterruptedException {
        return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    /// No more events come.
    void finish() {
        isFinished = true;
    }

    /// Returns whether no more events come than those that wait.
    boolean isFinished() {
        return isFinished;
    }

    /// Returns how many events had no room.
    long dropped() {
        return dropped.get();
    }

    private void add(InputEvent event) {
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    @Override
    public void onKey(int usage, boolean isDown) {
        add(new InputEvent.Key(usage, isDown));
    }

    @Override
    public void onMove(int dx, int dy, int wheel) {
        add(new InputEvent.Move(dx, dy, wheel));
    }

    @Override
    public void onButton(int button, boolean isDown) {
        add(new InputEvent.Button(button, isDown));
    }

    @Override
    public void onTouch(int contact, boolean isDown, int x, int y) {
        add(new InputEvent.Touch(contact, isDown, x, y));
    }

    @Override
    public void onFrame() {
        add(new InputEvent.Frame());
    }

    @Override
    public void onReady(String name) {
        add(InputEvent.Said.ready(name));
    }

    @Override
    public void onDown() {
        add(InputEvent.Said.down());
    }

    @Override
    public void onIdentity(KeyboardIdentity identity) {
        add(InputEvent.Said.of(identity));
    }

    @Override
    public void onTrouble(InputFault fault) {
        add(new InputEvent.Trouble(fault));
    }
}
