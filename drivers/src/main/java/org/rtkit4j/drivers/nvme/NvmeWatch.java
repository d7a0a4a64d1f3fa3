package org.rtkit4j.drivers.nvme;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;

/// Hears at once that the co-processor of a disk has crashed: made before the co-processor, as its listener.
///
/// What it hears it passes on.
public final class NvmeWatch implements SessionListener {
    private final SessionListener also;
    private volatile @Nullable Phase down;
    private volatile @Nullable Runnable handler;

    /// Makes a watch that passes nothing on.
    public NvmeWatch() {
        this(SessionListener.NONE);
    }

    /// @param also hears everything too
    public NvmeWatch(SessionListener also) {
        this.also = also;
    }

    @Override
    public void onPhase(Phase phase) {
        boolean isDown = phase.isTerminal();
        down = isDown ? phase : null;
        also.onPhase(phase);
        Runnable armed = handler;
        if (isDown && armed != null) {
            armed.run();
        }
    }

    @Override
    public boolean wantsSyslog() {
        return also.wantsSyslog();
    }

    @Override
    public void onSyslog(String context, String text) {
        also.onSyslog(context, text);
    }

    @Override
    public void onNotice(Notice notice, int endpoint, long msg0) {
        also.onNotice(notice, endpoint, msg0);
    }

    boolean isDown() {
        return down != null;
    }

    /// Returns why the co-processor is down, in words.
    String reason() {
        return switch (down) {
            case Phase.Crashed _ -> "the co-processor crashed";
            case Phase.Failed failed -> failed.fault().message();
            case null, default -> "the co-processor does not run";
        };
    }

    /// Has `newHandler` called whenever the co-processor goes down; at once where it is.
    void arm(Runnable newHandler) {
        handler = newHandler;
        if (isDown()) {
            newHandler.run();
        }
    }
}
